"""What a visitor looks through with buttons: each screen is made of what a guide tells and fills one message."""
