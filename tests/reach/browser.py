"""A click in a headless Chromium, by its DevTools protocol."""

from __future__ import annotations

import functools
import http.server
import json
import subprocess
import threading
import time
from pathlib import Path

from websocket import create_connection


class Silent(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def serve(folder: Path) -> tuple[http.server.ThreadingHTTPServer, str]:
    handler = functools.partial(Silent, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://127.0.0.1:{server.server_port}"


class Browser:
    def __init__(self, program: str, profile: Path):
        command = [program, "--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0"]
        command += ["--remote-allow-origins=*", f"--user-data-dir={profile}", "about:blank"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        port = profile / "DevToolsActivePort"
        wait(lambda: port.exists() and len(port.read_text().split()) == 2, "Chromium does not start", 60)
        number, path = port.read_text().split()
        self.socket = create_connection(f"ws://127.0.0.1:{number}{path}", timeout=60)
        self.number = 0
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]

    def ask(self, method: str, session: str | None = None, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        self.socket.send(json.dumps(message | ({"sessionId": session} if session else {})))
        while True:
            answer = json.loads(self.socket.recv())
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]

    def evaluate(self, script: str):
        found = self.ask("Runtime.evaluate", self.session, expression=script, returnByValue=True, userGesture=True)
        return found["result"].get("value")

    def open(self, address: str):
        self.ask("Page.navigate", self.session, url=address)
        ready = f"document.readyState == 'complete' && location.href.startsWith({json.dumps(address)})"
        wait(lambda: self.evaluate(ready), f"{address} is not shown")

    def downloaded(self, address: str, selector: str, folder: Path) -> Path:
        """Opens a page, clicks on something, and gives the file that comes of it."""
        folder.mkdir(parents=True)
        self.ask("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(folder))
        self.open(address)
        clicked = self.evaluate(f"(link => link && (link.click(), true))(document.querySelector({json.dumps(selector)}))")
        if not clicked:
            raise AssertionError(f"{address} has no {selector}")
        files = lambda: [file for file in folder.iterdir() if not file.name.endswith(".crdownload")]  # noqa: E731
        wait(files, f"a click on {selector} of {address} downloads nothing")
        return files()[0]

    def close(self):
        self.socket.close()
        self.process.terminate()
        self.process.wait(30)


def wait(done, why: str, seconds: float = 30):
    end = time.monotonic() + seconds
    while not done():
        if time.monotonic() > end:
            raise AssertionError(why)
        time.sleep(0.05)
