"""Changing articles: text and form, checks, drafts, versions, import and export."""
