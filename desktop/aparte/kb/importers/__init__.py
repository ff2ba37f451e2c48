"""Taking articles from elsewhere: the national archive, a spreadsheet, a folder of Markdown."""
