"""The workbench: the pages in the browser, on this computer only. One module a page; what they show comes from `case`, which alone writes."""
