"""Serves the static site of the current release: GET and HEAD, its files and nothing else."""

import sys
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from dashboards import warehouse
from dashboards.serve import ADDRESS

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".jsonld": "application/ld+json; charset=utf-8",
    ".atom": "application/atom+xml; charset=utf-8",
    ".py": "text/x-python; charset=utf-8",
    ".parquet": "application/vnd.apache.parquet",
}
SECURITY_HEADERS = {
    "Content-Security-Policy": "frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    # A new release must be seen at the next visit.
    "Cache-Control": "no-cache",
}


def file_of(request_path: str) -> Path | None:
    """The file a request means, within the current release's public folder; else None."""
    public = warehouse.current_folder() / "public"
    name = unquote(urlsplit(request_path).path).lstrip("/")
    if "\0" in name:
        return None
    if not name or name.endswith("/"):
        name += "index.html"
    path = (public / name).resolve()
    inside = path.is_relative_to(public.resolve())
    return path if inside and path.suffix in TYPES and path.is_file() else None


class SiteHandler(BaseHTTPRequestHandler):
    """Follows the link to the current release anew on each request."""

    timeout = 10
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def _answer(self, with_body: bool) -> None:
        try:
            path = file_of(self.path)
        except warehouse.NoReleaseError:
            self.send_error(HTTPStatus.SERVICE_UNAVAILABLE)
            return
        if path is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        self._send(HTTPStatus.OK, TYPES[path.suffix], path.read_bytes(), with_body)

    def _send(self, status: HTTPStatus, kind: str, body: bytes, with_body: bool) -> None:
        self.send_response(status)
        for name, value in SECURITY_HEADERS.items():
            self.send_header(name, value)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_body:
            self.wfile.write(body)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Says which of three things happened; repeats nothing of the request."""
        sentences = {
            404: "没有这一页。 There is no such page.\n",
            503: "还没有发布。 There is no release yet.\n",
        }
        status = HTTPStatus.METHOD_NOT_ALLOWED if code == 501 else HTTPStatus(code)
        text = sentences.get(code, "这里只能读取。 This site can only be read.\n")
        self.close_connection = True
        is_head = getattr(self, "command", None) == "HEAD"
        self._send(status, "text/plain; charset=utf-8", text.encode(), with_body=not is_head)

    def version_string(self) -> str:
        return "Fairlane"

    def log_message(self, format: str, *args: object) -> None:
        """Who read what is nobody's business."""


def server(port: int) -> ThreadingHTTPServer:
    return ThreadingHTTPServer((ADDRESS, port), SiteHandler)


def main() -> None:
    with server(int(sys.argv[1])) as running:
        running.serve_forever()


if __name__ == "__main__":
    main()
