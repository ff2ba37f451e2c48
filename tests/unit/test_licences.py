"""A dependency that is GPL and nothing else stops the build."""

import pytest

from tools.check_licences import verdict


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("MIT", "ok"),
        ("LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only", "ok"),
        ("GNU Lesser General Public License v3 (LGPLv3)", "ok"),
        ("GPL-3.0-or-later", "refused"),
        ("AGPL-3.0-only", "refused"),
        ("GNU General Public License v3 (GPLv3)", "refused"),
        ("GNU Affero General Public License v3", "refused"),
        ("MIT AND GPL-3.0-only", "refused"),
        ("GPL-2.0-only OR AGPL-3.0-only", "refused"),
        ("MIT OR GPL-3.0-or-later", "ok"),
        ("", "unknown"),
    ],
)
def test_what_a_licence_line_means(said: str, expected: str) -> None:
    assert verdict("some-package", said) == expected


def test_the_packager_is_explained() -> None:
    assert verdict("pyinstaller", "GPL-2.0") == "explained"
