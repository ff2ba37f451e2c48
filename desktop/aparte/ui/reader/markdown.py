"""Article Markdown as the small, safe HTML that Qt's rich text shows.

Article text is data: raw HTML is shown as text, images are left out, and only `http(s)` links
stay links.
"""

from collections.abc import Sequence
from html import escape

from markdown_it import MarkdownIt
from markdown_it.token import Token

from aparte.core.article import Origin, Section
from aparte.ui.suggestions.wording import origin_label
from aparte.ui.theme import Theme
from aparte.ui.theme.theme import BODY, LINE_HEIGHT, SMALL, TYPED
from aparte.ui.theme.tied import tied

_TABLE = '<table border="1" cellspacing="0" cellpadding="6" width="100%">'


def _open_table(_self: object, *_: object) -> str:
    return _TABLE


def _open_heading(_self: object, *_: object) -> str:
    return '<p class="low">'


def _close_heading(_self: object, *_: object) -> str:
    return "</p>"


def _show_image(_self: object, tokens: Sequence[Token], at: int, *_: object) -> str:
    """An image is left out; the words that describe it stay."""
    return escape(tokens[at].content)


def _open_link(_self: object, tokens: Sequence[Token], at: int, *_: object) -> str:
    target = str(tokens[at].attrGet("href") or "")
    if not target.startswith(("https://", "http://")):
        return "<a>"
    return f'<a href="{escape(target, quote=True)}">'


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    for rule, render in (
        ("table_open", _open_table),
        ("heading_open", _open_heading),
        ("heading_close", _close_heading),
        ("image", _show_image),
        ("link_open", _open_link),
    ):
        parser.add_render_rule(rule, render)
    return parser


_PARSER = _parser()


def section_html(section: Section, index: int, mark: Origin | None = None, *, goes_on: bool = False) -> str:
    """One section, its heading first, carrying the anchor `s<index>`.

    `mark` names who wrote it; one that `goes_on` does not say its heading again.
    Headings are paragraphs of their own class: Qt enlarges `h2` whatever the style sheet says.
    """
    words = "" if goes_on else escape(section.heading)
    if mark is not None:
        words += f'{"&nbsp; " if words else ""}<span class="{mark}">&nbsp;{escape(origin_label(mark))}&nbsp;</span>'
    kind = "mark" if goes_on or not section.heading else "high"
    heading = f'<p class="{kind}"><a name="s{index}"></a>{words}</p>' if words else ""
    return heading + str(_PARSER.render(tied(section.body)))


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
p.mark {{ margin-top: {px(6)}px; margin-bottom: {px(3)}px; }}
span.local {{ font-size: {px(SMALL)}px; font-weight: 600; color: {t.local}; background-color: {t.local_ground}; }}
span.national {{ font-size: {px(SMALL)}px; font-weight: 600;
    color: {t.national}; background-color: {t.national_ground}; }}
strong {{ font-weight: 600; }}
table {{ border-collapse: collapse; border-color: {t.line}; margin-bottom: {px(9)}px; }}
th {{ font-weight: 600; text-align: left; background-color: {t.sunk}; }}
a {{ color: {t.accent}; }}
code, pre {{ font-size: {px(BODY)}px; }}
blockquote {{ margin-left: {px(12)}px; color: {t.soft}; }}
"""
