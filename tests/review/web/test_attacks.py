"""Each attack that the application is to withstand, tried."""

from __future__ import annotations

import http.client
import socket
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser

import pytest

from formcheck.review.web.gate import LARGEST_BODY_BYTES
from formcheck.review.web.keys import Keys
from formcheck.review.web.server import HOST, listen
from formcheck.words import speaking
from tests.support.review_site import HOSTILE, ReviewSite

_CHANGE = {"do": "confirm", "key": "rep-1"}


def _pages(site: ReviewSite) -> list[str]:
    patient, one = f"/patients/{site.patient_id}", f"/sets/{site.set_id}"
    return [
        "/",
        "/home",
        "/home?ask",
        "/sets",
        "/agreement",
        "/learn",
        "/learn/knee_hug",
        "/learn/booklet",
        "/learn/about/disc",
        "/exports",
        f"{patient}/progress",
        f"{patient}/progress/print",
        f"{patient}/sets",
        f"{patient}/plan",
        f"{patient}/sheet",
        f"{patient}/more",
        one,
        f"{one}/print",
        f"/sessions/{site.store.sets.get(site.set_id).row.session_id}/print",
        f"{one}/share",
        f"{one}/compare?with={site.earlier_set_id}",
    ]


def _data(site: ReviewSite) -> list[str]:
    one = f"/sets/{site.set_id}"
    return [
        f"{one}/clip",
        f"{one}/landmarks.bin",
        f"{one}/signal.json",
        f"{one}/review.json",
        "/sets/newest.json",
        "/films.json",
        "/home/exercise.json",
        "/exports/tables.zip",
        f"/patients/{site.patient_id}/export.zip",
        f"/patients/{site.patient_id}/plan.toml",
        "/static/app.css",
    ]


def test_somebody_without_the_token_gets_nothing(site: ReviewSite) -> None:
    for path in _pages(site) + _data(site):
        for somebody in (site.stranger, site.onlooker):
            answer = somebody.get(path)
            assert answer.status == 403, path
            assert answer.text == "Open the address that formcheck printed when it started."
    with speaking("de"):
        assert site.stranger.get("/").text.startswith("Öffnen Sie die Adresse")


@pytest.mark.parametrize("token", ["", "x", "0" * 43])
def test_a_wrong_token_is_refused_and_gets_no_cookie(site: ReviewSite, token: str) -> None:
    answer = site.stranger.get(f"/enter?token={token}")
    assert answer.status == 403
    assert "set-cookie" not in answer.headers


def test_neither_the_token_nor_the_form_token_stands_for_the_cookie(site: ReviewSite) -> None:
    for secret in (site.keys.token, site.keys.form_token, site.keys.session[:-1]):
        cookie = f"{site.keys.cookie_name}={secret}"
        assert site.onlooker.get("/", cookie=cookie).status == 403


def test_the_token_is_exchanged_for_a_cookie_that_scripts_and_other_sites_cannot_use(
    tmp_path_site: ReviewSite,
) -> None:
    site = tmp_path_site
    answer = site.stranger.get(f"/enter?token={site.keys.token}")
    assert answer.status == 200
    cookie = answer.headers["set-cookie"]
    assert {"HttpOnly", "SameSite=strict"} <= set(cookie.split("; "))
    assert site.keys.token not in cookie
    assert site.onlooker.get("/", cookie=cookie.partition(";")[0]).status == 200


def test_the_token_works_once(tmp_path_site: ReviewSite) -> None:
    site, address = tmp_path_site, f"/enter?token={tmp_path_site.keys.token}"
    looking_ahead = site.stranger.get(address, sec_purpose="prefetch;prerender")
    assert looking_ahead.status == 403
    assert "set-cookie" not in looking_ahead.headers
    for wrong in (site.stranger.get("/enter?token=x"), site.stranger.ask("HEAD", address)):
        assert wrong.status in (403, 405)
    assert "set-cookie" in site.stranger.get(address).headers
    again = site.stranger.get(address)
    assert again.status == 403
    assert "set-cookie" not in again.headers
    assert "opens the pages once" in again.text
    assert site.keys.place not in again.text + str(again.headers)
    assert site.therapist.get("/").status == 200


def test_of_many_who_bring_the_token_at_once_one_is_let_in(tmp_path_site: ReviewSite) -> None:
    site, address = tmp_path_site, f"/enter?token={tmp_path_site.keys.token}"
    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(lambda _: site.stranger.get(address), range(24)))
    assert sum("set-cookie" in answer.headers for answer in answers) == 1


def test_the_cookie_belongs_to_a_path_that_nobody_else_can_guess(
    tmp_path_site: ReviewSite,
) -> None:
    """Browsers send cookies to all ports of a machine, so also to what others serve on it."""
    site = tmp_path_site
    answer = site.stranger.get(f"/enter?token={site.keys.token}")
    cookie = answer.headers["set-cookie"]
    assert f"Path={site.keys.root}/" in cookie.split("; ")
    assert len(site.keys.place) >= 22
    kept = cookie.partition(";")[0]
    for elsewhere in ("/", "/sets", f"{site.keys.root}x/sets", f"/x{site.keys.root}/sets"):
        assert site.stranger.get(elsewhere, cookie=kept).status == 403
    assert site.keys.place not in site.stranger.get("/").text


def test_the_entrance_gives_nothing_away_to_those_without_the_token(site: ReviewSite) -> None:
    for method, path in (("HEAD", "/enter"), ("GET", "/enter?token=x"), ("GET", "/enter")):
        answer = site.stranger.ask(method, path)
        assert answer.status in (403, 405)
        told = answer.text + str(answer.headers)
        assert site.keys.place not in told
        assert site.keys.form_token not in told


def test_two_runs_share_neither_path_nor_cookie(site: ReviewSite) -> None:
    other = Keys()
    assert other.root != site.keys.root
    assert other.cookie_name != site.keys.cookie_name
    cookies = f"{other.cookie_name}={other.session}; {site.keys.cookie_name}={other.session}"
    assert site.onlooker.get("/", cookie=cookies).status == 403
    both = f"{other.cookie_name}={other.session}; {site.keys.cookie_name}={site.keys.session}"
    assert site.onlooker.get("/", cookie=both).status == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "127.0.0.1.evil:{port}"],
)
def test_another_host_name_is_refused_even_with_the_cookie(site: ReviewSite, host: str) -> None:
    answer = site.therapist.get("/", host=host.format(port=site.port))
    assert answer.status == 421
    assert site.stranger.get(f"/enter?token={site.keys.token}", host="evil.example").status == 421


def test_two_host_headers_are_refused(site: ReviewSite) -> None:
    with socket.create_connection((HOST, site.port), timeout=10) as connection:
        own = f"{HOST}:{site.port}"
        lines = f"GET / HTTP/1.1\r\nHost: {own}\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
        connection.sendall(lines.encode())
        status = connection.makefile("rb").readline()
    assert status.split()[1] in (b"400", b"421")


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://127.0.0.1:1", "https://{own}"]
)
def test_a_write_from_another_page_is_refused(site: ReviewSite, origin: str) -> None:
    path = f"/sets/{site.set_id}/changes"
    own = f"{HOST}:{site.port}"
    answer = site.therapist.post_json(path, _CHANGE, origin=origin.format(own=own))
    assert answer.status == 403
    assert site.store.reviews.corrections(site.set_id) == []


@pytest.mark.parametrize("place", ["cross-site", "same-site"])
def test_what_a_browser_says_came_from_another_site_is_refused(
    site: ReviewSite, place: str
) -> None:
    assert site.therapist.get("/", sec_fetch_site=place).status == 403
    path = f"/sets/{site.set_id}/undo"
    assert site.therapist.post_json(path, {}, sec_fetch_site=place).status == 403


def test_a_write_needs_the_form_token_too(site: ReviewSite) -> None:
    path = f"/sets/{site.set_id}/changes"
    for token in ("", "0" * 64, site.keys.session):
        assert site.therapist.post_json(path, _CHANGE, x_formcheck_token=token).status == 403
    fields = {"label": "C", "form_token": "0" * 64}
    answer = site.therapist.post_form("/patients", fields, x_formcheck_token="")
    assert answer.status == 403
    assert site.store.patients.find("C") is None


def test_a_write_of_unknown_origin_is_refused(site: ReviewSite) -> None:
    visitor = site.therapist
    del visitor.headers["origin"], visitor.headers["sec-fetch-site"]
    assert visitor.post_json(f"/sets/{site.set_id}/changes", _CHANGE).status == 403


def test_a_plain_text_body_that_a_form_of_another_page_could_send_is_refused(
    site: ReviewSite,
) -> None:
    path = f"/sets/{site.set_id}/changes"
    answer = site.therapist.ask("POST", path, b'{"do":"finish"}', {"content-type": "text/plain"})
    assert answer.status == 415


def test_nothing_is_written_by_asking_for_a_page(site: ReviewSite) -> None:
    for path in ("/patients", f"/sets/{site.set_id}/changes", f"/sets/{site.set_id}/undo"):
        assert site.therapist.get(path).status in (404, 405)
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"):
        assert site.therapist.ask(method, "/").status == 405


def test_a_body_that_is_too_large_is_refused(site: ReviewSite) -> None:
    large = "x" * (LARGEST_BODY_BYTES + 1)
    answer = site.therapist.post_json(f"/sets/{site.set_id}/notes", {"text": large})
    assert answer.status == 413


def test_a_body_whose_length_is_not_said_is_refused_once_it_is_too_large(site: ReviewSite) -> None:
    connection = http.client.HTTPConnection(HOST, site.port, timeout=20)
    kind = {"content-type": "application/json", "transfer-encoding": "chunked"}
    pieces = (b"x" * 65_536 for _ in range(LARGEST_BODY_BYTES // 65_536 + 2))
    try:
        connection.request(
            "POST",
            f"{site.keys.root}/sets/{site.set_id}/notes",
            pieces,
            {**site.therapist.headers, **kind},
            encode_chunked=True,
        )
        status = connection.getresponse().status
    except (BrokenPipeError, ConnectionResetError):
        status = 413  # the application hung up before it had everything
    finally:
        connection.close()
    assert status == 413


def test_long_addresses_and_headers_are_refused(site: ReviewSite) -> None:
    assert site.therapist.get("/sets?exercise=" + "x" * 3_000).status == 414
    assert site.therapist.get("/", x_long="x" * 40_000).status in (400, 431)


@pytest.mark.parametrize(
    "path",
    [
        "/static/../application.py",
        "/static/..%2f..%2f..%2fetc%2fpasswd",
        "/static/%2e%2e/keys.py",
        "/static//etc/passwd",
        "/sets/..%2f..%2fhistory.sqlite/clip",
        "/sets/1%00/clip",
        "/sets/-1/clip",
        "/sets/999999999999999999999999/clip",
        "/sets/1.5/clip",
        "/learn/..%2fsafety",
        "/learn/about/..%2f..%2fsafety",
        "/patients/abc/progress",
    ],
)
def test_a_path_of_the_request_never_becomes_a_path_of_the_disk(
    site: ReviewSite, path: str
) -> None:
    answer = site.therapist.get(path)
    assert answer.status in (400, 404)
    assert b"root:" not in answer.body
    assert b"SQLite format" not in answer.body


@pytest.mark.parametrize(
    "wanted", ["bytes=0-1,4-5", "bytes=" + "0-," * 500, "bytes=9999999999-", "bytes=-0"]
)
def test_odd_ranges_of_a_clip_are_refused(site: ReviewSite, wanted: str) -> None:
    answer = site.therapist.get(f"/sets/{site.set_id}/clip", range=wanted)
    assert answer.status in (400, 416)


def test_every_answer_carries_a_strict_policy(site: ReviewSite) -> None:
    answers = [site.therapist.get(path) for path in _pages(site) + _data(site)]
    answers += [site.stranger.get("/"), site.therapist.get("/nowhere")]
    for answer in answers:
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
        assert "unsafe" not in policy
        assert "http" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
        assert answer.headers["x-frame-options"] == "DENY"
        assert "access-control-allow-origin" not in answer.headers
        assert answer.headers["cache-control"] in ("no-store", "no-cache")


class _Tags(HTMLParser):
    """Every tag of a page with its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))


def test_no_page_holds_a_script_a_style_or_an_address_of_elsewhere(site: ReviewSite) -> None:
    root = site.keys.root
    for path in _pages(site):
        page = site.therapist.get(path)
        assert page.status == 200, path
        for tag, attributes in _Tags(page.text).found:
            assert tag != "style", path
            assert tag != "script" or attributes["src"].startswith(f"{root}/static/"), path
            assert not any(name.startswith("on") or name == "style" for name in attributes), path
            for name in {"src", "href", "action"} & attributes.keys():
                assert attributes[name].startswith((f"{root}/", "#")), (path, attributes)


def test_names_and_notes_are_escaped_everywhere(site: ReviewSite) -> None:
    shown = 0
    for path in _pages(site):
        text = site.therapist.get(path).text
        assert HOSTILE not in text, path
        assert "<script>alert" not in text, path
        assert "<img src=x" not in text, path
        shown += "&lt;script&gt;alert" in text
    assert shown >= 8


def test_a_hostile_label_in_a_refusal_is_escaped(site: ReviewSite) -> None:
    fields = {"confirmed_label": "wrong"}
    answer = site.therapist.post_form(f"/patients/{site.patient_id}/delete", fields)
    assert answer.status == 400
    assert "<script>alert" not in answer.text
    assert "Nothing was deleted" in answer.text


def test_websockets_are_refused(site: ReviewSite) -> None:
    upgrade = {
        "connection": "Upgrade",
        "upgrade": "websocket",
        "sec-websocket-version": "13",
        "sec-websocket-key": "AAAAAAAAAAAAAAAAAAAAAA==",
    }
    answer = site.therapist.ask("GET", "/sets/newest.json", headers=upgrade)
    assert answer.status != 101


def test_it_listens_on_the_loopback_address_alone() -> None:
    listening = listen(0)
    try:
        assert listening.getsockname()[0] == "127.0.0.1"
    finally:
        listening.close()


def test_neither_addresses_nor_servers_are_given_away(site: ReviewSite) -> None:
    answer = site.therapist.get("/")
    assert "server" not in answer.headers
    for path in ("/docs", "/redoc", "/openapi.json"):
        assert site.therapist.get(path).status == 404
    assert site.keys.token not in repr(site.keys)
    assert site.keys.session not in repr(site.keys)
    assert site.keys.place not in repr(site.keys)
