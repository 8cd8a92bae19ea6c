"""The pages: the one place where Rembuk meets a browser.

Views read a form, call one action or a few queries and render a template. The look is built from tokens, macros and
small modules kept here: `jinja` (the template environment), `assets` (styles and scripts), `charts` and `maps`
(drawings made on the server) and `gallery` (every component with its odd cases).
"""
