"""Files of a town's signed repository: named by version or hash, so that they never change."""

import os
import re
import stat
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from aparte_server.api.refusals import ApiRefusal

# No separator, and no name that begins with a dot: nothing leads out of the folder.
FILE_NAME = "^[A-Za-z0-9_][A-Za-z0-9._-]{0,160}$"
_NAME = re.compile(FILE_NAME.removesuffix("$") + r"\Z")
_ANNOUNCEMENT = "timestamp.json"
_FOR_EVER = "private, max-age=31536000, immutable"
_OCTETS = "application/octet-stream"


async def answer(request: Request, bundles: Path | None, org_id: str, *parts: str) -> Response:
    """The file, or the part of it that was asked for; `ApiRefusal` 404 when there is none."""
    if bundles is None or not all(map(_NAME.match, (org_id, *parts))):
        raise ApiRefusal(404, "not_found")
    path = bundles.joinpath(org_id, *parts)
    found = await run_in_threadpool(_file, path)
    if found is None:
        raise ApiRefusal(404, "not_found")
    fresh = parts[-1] == _ANNOUNCEMENT
    headers = {"Cache-Control": "no-cache" if fresh else _FOR_EVER}
    response = FileResponse(path, headers=headers, media_type=_OCTETS, stat_result=found)
    if request.headers.get("if-none-match") == response.headers["etag"]:
        return Response(status_code=304, headers={**headers, "ETag": response.headers["etag"]})
    return response


def _file(path: Path) -> os.stat_result | None:
    """What the system says of a plain file, None for anything else."""
    try:
        found = path.lstat()
    except OSError:
        return None
    return found if stat.S_ISREG(found.st_mode) else None
