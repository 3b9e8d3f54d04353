#!/bin/bash
# chrono-node in Chinese gives a month that has no day the day of the month on which it is asked: 2003年6月 is 1 June 2003 on
# the first of a month and 30 June on the 30th; from the 29th on 2003年2月 is not found at all. In English, Spanish, Russian
# and Vietnamese it is the first, whenever it is asked. In Traditional Chinese alone (zh.hant) 二〇〇三年五月 loses its year
# and is May of this year, as is 明年五月 (May of next year) in each kind of Chinese; 民國77年1月19日 (1988) is in the year 77.
# Guessed before running: each month is found, its day the first or said to be unknown; 二〇〇三年五月 is read, 民國 wrongly.
# Needs node and npm.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . chrono-node@2.10.3
cat >shown.cjs <<'JAVASCRIPT'
const assert = require("node:assert");
const chrono = require("chrono-node");

const read = (language, text, asked) => {
  const [found] = language.parse(text, asked);
  if (!found) return "nothing";
  const day = found.start.date();
  const date = [day.getFullYear(), day.getMonth() + 1, day.getDate()].join("-");
  return `${date} (${found.start.isCertain("day") ? "day known" : "day implied"}, of ${found.text})`;
};
const days = [1, 15, 28, 29, 30, 31].map((day) => new Date(2026, 6, day, 12));
const expected = {
  "2003年2月": ["2003-2-1", "2003-2-15", "2003-2-28", "nothing", "nothing", "nothing"],
  "2003年6月": ["2003-6-1", "2003-6-15", "2003-6-28", "2003-6-29", "2003-6-30", "nothing"],
};
for (const [text, dates] of Object.entries(expected))
  for (const language of [chrono.zh, chrono.zh.hans, chrono.zh.hant]) {
    const found = days.map((day) => read(language, text, day));
    assert.deepStrictEqual(found, dates.map((d) => (d === "nothing" ? d : `${d} (day implied, of ${text})`)));
  }
console.log("asked on the 1st, 15th, 28th, 29th, 30th, 31st:", JSON.stringify(expected));

const others = { en: "February 2003", es: "febrero 2003", ru: "февраль 2003", vi: "tháng 2 năm 2003" };
for (const [name, text] of Object.entries(others))
  for (const day of days) assert.strictEqual(read(chrono[name], text, day), `2003-2-1 (day implied, of ${text})`);
console.log("the first on each of these days:", Object.values(others).join(", "));

const asked = new Date(2026, 6, 15, 12);
const sentences = [
  [chrono.zh.hans, "二〇〇三年五月", "2003-5-15 (day implied, of 二〇〇三年五月)"],
  [chrono.zh.hant, "二〇〇三年五月", "2026-5-15 (day implied, of 年五月)"],
  [chrono.zh.hans, "明年五月", "2026-5-15 (day implied, of 年五月)"],
  [chrono.zh.hant, "明年五月", "2026-5-15 (day implied, of 年五月)"],
  [chrono.zh.hant, "民國77年1月19日", "77-1-19 (day known, of 77年1月19日)"],
];
for (const [language, text, shown] of sentences) {
  console.log(text, read(language, text, asked));
  assert.strictEqual(read(language, text, asked), shown);
}
JAVASCRIPT
node shown.cjs
