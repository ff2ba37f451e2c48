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

    def heading_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return '<p class="low">'

    def heading_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return "</p>"

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
    """One section, its heading first, carrying the anchor `s<index>`.

    Headings are paragraphs of their own class: Qt enlarges `h2` whatever the style sheet says.
    """
    heading = f'<p class="high"><a name="s{index}"></a>{escape(section.heading)}</p>'
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
p.high {{ font-size: {px(TYPED)}px; font-weight: 600;
    margin-top: {px(14)}px; margin-bottom: {px(4)}px; }}
p.low {{ font-weight: 600; margin-top: {px(6)}px; margin-bottom: {px(3)}px; }}
strong {{ font-weight: 600; }}
table {{ border-collapse: collapse; border-color: {t.line}; margin-bottom: {px(9)}px; }}
th {{ font-weight: 600; text-align: left; background-color: {t.sunk}; }}
a {{ color: {t.accent}; }}
code, pre {{ font-size: {px(BODY)}px; }}
blockquote {{ margin-left: {px(12)}px; color: {t.soft}; }}
"""
