"""Article Markdown as the small, safe HTML that Qt's rich text shows.

Article text is data: raw HTML is shown as text, images are left out, and only `http(s)` links
stay links.
"""

from collections.abc import Sequence
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from aparte.core.article import Section
from aparte.ui.theme import Theme
from aparte.ui.theme.theme import BODY, LINE_HEIGHT, TYPED

_TABLE = '<table border="1" cellspacing="0" cellpadding="6" width="100%">'


class _Renderer(RendererHTML):
    """Standard HTML, but for what Qt needs said otherwise."""

    def table_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return _TABLE

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return escape(tokens[idx].content)

    def link_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        target = str(tokens[idx].attrGet("href") or "")
        if not target.startswith(("https://", "http://")):
            return "<a>"
        return f'<a href="{escape(target, quote=True)}">'


def _parser() -> MarkdownIt:
    options: Any = {"html": False, "linkify": False, "typographer": False}
    return MarkdownIt("commonmark", options, renderer_cls=_Renderer).enable("table")


_PARSER = _parser()


def section_html(section: Section, index: int) -> str:
    """One section, its heading first, carrying the anchor `s<index>`."""
    heading = f'<h2><a name="s{index}"></a>{escape(section.heading)}</h2>'
    return (heading if section.heading else "") + _PARSER.render(section.body)


def document_style(theme: Theme) -> str:
    """The style sheet of the reader's text at this theme's size."""
    t, px = theme.tokens, theme.px
    leading = f"line-height: {round(LINE_HEIGHT * 100 / 1.26)}%;"
    return f"""
p, li, td, th {{ font-size: {px(BODY)}px; color: {t.text}; {leading} }}
p {{ margin-top: 0; margin-bottom: {px(9)}px; }}
li {{ margin-bottom: {px(3)}px; }}
ul, ol {{ margin-top: 0; margin-bottom: {px(9)}px; margin-left: {px(4)}px; }}
h1, h2, h3, h4 {{ font-size: {px(TYPED)}px; font-weight: 600; color: {t.text};
    margin-top: {px(16)}px; margin-bottom: {px(5)}px; }}
h3, h4 {{ font-size: {px(BODY)}px; margin-top: {px(8)}px; }}
strong {{ font-weight: 600; }}
table {{ border-collapse: collapse; border-color: {t.line}; margin-bottom: {px(9)}px; }}
th {{ font-weight: 600; text-align: left; background-color: {t.sunk}; }}
a {{ color: {t.accent}; }}
code, pre {{ font-size: {px(BODY)}px; }}
blockquote {{ margin-left: {px(12)}px; color: {t.soft}; }}
"""
