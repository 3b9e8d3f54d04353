"""Put what stands somewhere on a page into reading order: lines, columns, tables, paragraphs, headings."""
