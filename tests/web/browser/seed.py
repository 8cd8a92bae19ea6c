"""Make the database of a browser test: migrated, with the small cast on its stage. Run by `conftest.py`."""

from __future__ import annotations

import os
from datetime import UTC, datetime

os.environ["DJANGO_SETTINGS_MODULE"] = "rembuk.settings"


def main() -> None:
    import django

    django.setup()
    from django.core.management import call_command

    from rembuk.cli.translations import compile_translations
    from rembuk.tenancy import in_tenant
    from rembuk.web import assets
    from tests import cast

    compile_translations()
    assets.build()
    call_command("migrate", verbosity=0)
    with in_tenant(cast.LAMPUNG_TENGAH):
        cast.play(at=datetime.now(UTC))  # noqa: TID251 - the server beside this one lives by the real clock.


if __name__ == "__main__":
    main()
