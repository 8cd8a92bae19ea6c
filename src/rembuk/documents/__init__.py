"""Drawing up papers: the forms that papers have, what stands on them, and the PDF of it. Knows no stage.

What a paper says is one value made of words (`sheets`), which the page for the screen shows too, so that page and paper
cannot differ. Typst sets it on A4 (`drawing`) by one of the forms in `forms/`; nothing in a value is ever read as
markup, and the same value gives the same bytes.
"""
