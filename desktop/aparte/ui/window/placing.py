"""How the window sits on the screen: its fold, its narrow form, above the others or not."""

from PySide6.QtCore import QObject, Qt

from aparte.settings import Settings, options
from aparte.ui.theme import Theme
from aparte.ui.theme.density import Density, density_for
from aparte.ui.window.columns import Columns, Fold
from aparte.ui.window.parts import WindowParts

COMPACT_WIDTH = 420


class Placing(QObject):
    """Applies a fold only when it changes: laying out three columns on every pixel is waste."""

    def __init__(self, window: WindowParts, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._columns: Columns = window.columns
        self._applied: tuple[Fold, Theme, Density, bool, bool] | None = None
        self._wide_width = 0

    def fold(self, fold: Fold, theme: Theme) -> None:
        """Lay the columns out for this fold, if they are not already."""
        window = self._window
        window.topbar.fold((window.width() - window.frame.beside) / theme.factor)
        density = density_for(window.height(), theme.factor)
        folded = fold is not Fold.THREE
        contacting = folded and self._columns.contacting
        wanted = (fold, theme, density, self._columns.reading, contacting)
        if wanted == self._applied:
            return
        self._applied = wanted
        window.conversation.restyle(theme, folded=folded, density=density, contacting=contacting)
        window.contact.restyle(theme)
        window.suggestions.restyle(theme, density=density if folded else Density.ROOMY)
        window.topbar.set_tight(density is Density.TIGHT)
        window.reader.set_density(density)
        window.reader.header.set_return_visible(fold is Fold.ONE)
        self._columns.apply(fold, theme, density)

    def forget(self) -> None:
        """Lay out again at the next fold, whatever was applied."""
        self._applied = None

    def keep_widths(self, widths: tuple[int, ...]) -> None:
        """Remember the widths the agent chose."""
        self._settings.set(options.COLUMN_WIDTHS, widths)

    def be_compact(self, compact: bool) -> None:
        """Become narrow beside another program, or wide again."""
        window = self._window
        if compact and not window.isMaximized() and window.width() > COMPACT_WIDTH:
            self._wide_width = window.width()
            window.resize(COMPACT_WIDTH, window.height())
        elif not compact and self._wide_width:
            window.resize(self._wide_width, window.height())
            self._wide_width = 0

    def stay_on_top(self, on_top: bool) -> None:
        """Stay before the other windows without taking the keyboard from them."""
        window, hint = self._window, Qt.WindowType.WindowStaysOnTopHint
        if bool(window.windowFlags() & hint) == on_top:
            return
        window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, on_top)
        handle = window.windowHandle()
        if handle is None or not window.isVisible():
            window.setWindowFlag(hint, on_top)
            return
        # A widget's own way hides the window and shows it again: the next keys would go to the
        # program behind.
        handle.setFlag(hint, on_top)
        window.overrideWindowFlags(handle.flags())
