"""Looks at HTML reports with a real browser, headless Chromium driven through its debugging pipe, and complains of what a
reader would: prints a line a complaint, "FILE: what is wrong", and nothing of a good report.

    browse.py FILE...             checks
    browse.py --pictures DIR FILE  writes wide.png, dark.png, narrow.png, print.pdf into DIR, to be looked at
"""

import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--hide-scrollbars", "--remote-debugging-pipe", "about:blank",
]  # fmt: skip
WIDTHS = (1400, 800, 360)

# What the page itself tells, as JavaScript: each gives a list of complaints.
OVERFLOW = """(() => {
	const wide = document.documentElement.scrollWidth - innerWidth;
	return wide > 0 ? [`${wide} pixels wider than the window of ${innerWidth}`] : [];
})()"""

CONTRAST = """(() => {
	const parse = (colour) => {
		const numbers = colour.match(/[\\d.]+/g).map(Number);
		return numbers.length < 4 ? [...numbers, 1] : numbers;
	};
	const light = ([r, g, b]) => {
		const [R, G, B] = [r, g, b].map((c) => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
		return 0.2126 * R + 0.7152 * G + 0.0722 * B;
	};
	const behind = (element) => {
		for (let at = element; at; at = at.parentElement) {
			const colour = parse(getComputedStyle(at).backgroundColor);
			if (colour[3] === 1) return colour;
			const rect = at.tagName === "g" && at.querySelector(":scope > rect");
			if (rect) return parse(getComputedStyle(rect).fill);
		}
		return [255, 255, 255];
	};
	const complaints = new Set();
	const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	while (walker.nextNode()) {
		const text = walker.currentNode.data.trim(), element = walker.currentNode.parentElement;
		if (!text || !element.checkVisibility() || ["SCRIPT", "STYLE", "title"].includes(element.tagName)) continue;
		const style = getComputedStyle(element);
		const ink = parse(element instanceof SVGElement ? style.fill : style.color);
		const [a, b] = [light(ink), light(behind(element))].sort((x, y) => y - x);
		const ratio = (a + 0.05) / (b + 0.05);
		if (ratio < 4.5) complaints.add(`contrast ${ratio.toFixed(1)} of '${text.slice(0, 30)}' in ${element.className.baseVal ?? element.className}`);
	}
	return [...complaints];
})()"""

COLOUR_ALONE = """[...document.querySelectorAll("td.p, td.f, td.b, td.k, td.x, td.s, .badge")]
	.filter((element) => !/[a-z]{4}/i.test(element.textContent))
	.map((element) => `a colour without a word: '${element.outerHTML.slice(0, 80)}'`)"""

STYLED = """getComputedStyle(document.querySelector("header")).display === "flex" ? [] : ["its style is not applied"]"""
SCRIPTED = """document.querySelectorAll(".filter input").length === document.querySelectorAll("details.all").length
	? [] : ["its script has not run"]"""

OPEN_ALL = "for (const details of document.querySelectorAll('details')) details.open = true; []"
CLOSE_ALL = "for (const details of document.querySelectorAll('details')) details.open = false; []"

FILTER = """(() => {
	const all = document.querySelector("details.all"), input = all?.querySelector("input");
	if (!input) return [];
	input.value = "no such case";
	input.dispatchEvent(new Event("input"));
	const left = [...all.querySelectorAll("tbody tr")].filter((row) => !row.hidden).length;
	input.value = "";
	input.dispatchEvent(new Event("input"));
	return left ? [`${left} cases are called 'no such case'`] : [];
})()"""

FOLLOW_LINK = """(() => {
	const link = document.querySelector("table.overview td > a[href^='#']");
	if (!link) return [];
	return new Promise((done) => {
		addEventListener("hashchange", () => done([]), { once: true });
		link.click();
	});
})()"""
FOLLOWED = """(() => {
	const link = document.querySelector("table.overview td > a[href^='#']");
	if (!link) return [];
	const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
	return target?.open ? [] : ["a link from the matrix does not open its case"];
})()"""

FOCUS = """(() => {
	const element = document.activeElement, style = getComputedStyle(element);
	return [element.tagName, element.tagName === "BODY" || (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2)];
})()"""


class Browser:
    def __init__(self):
        self.profile = tempfile.mkdtemp(prefix="mvc-browser-")
        to_browser, self.out = os.pipe()
        self.into, from_browser = os.pipe()

        def place():
            first, second = os.dup(to_browser), os.dup(from_browser)
            os.dup2(first, 3)
            os.dup2(second, 4)

        self.process = subprocess.Popen(
            ["chromium", f"--user-data-dir={self.profile}", *FLAGS],
            preexec_fn=place, close_fds=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(to_browser)
        os.close(from_browser)
        self.pending, self.number, self.events = b"", 0, []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Log", "Runtime", "Network", "Accessibility"):
            self.call(f"{domain}.enable")

    def message(self):
        while b"\0" not in self.pending:
            octets = os.read(self.into, 1 << 20)
            if not octets:
                sys.exit("browse.py: the browser has ended")
            self.pending += octets
        message, self.pending = self.pending.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, **parameters):
        self.number += 1
        request = {"id": self.number, "method": method, "params": parameters}
        if hasattr(self, "session"):
            request["sessionId"] = self.session
        os.write(self.out, json.dumps(request).encode() + b"\0")
        while (message := self.message()).get("id") != self.number:
            self.events.append(message)
        if "error" in message:
            sys.exit(f"browse.py: {method}: {message['error']['message']}")
        return message["result"]

    def load(self, path):
        self.events.clear()
        self.call("Page.navigate", url=Path(path).resolve().as_uri())
        while not any(event.get("method") == "Page.loadEventFired" for event in self.events):
            self.events.append(self.message())

    def tell(self, expression):
        result = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in result:
            sys.exit(f"browse.py: {result['exceptionDetails']}")
        return result["result"].get("value", [])

    def window(self, width, height=900):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def medium(self, medium="", scheme="light"):
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.call("Emulation.setEmulatedMedia", media=medium, features=features)

    def press(self, key, code):
        for kind in ("keyDown", "keyUp"):
            text = {"text": "\r"} if key == "Enter" and kind == "keyDown" else {}
            self.call("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code, **text)

    def end(self):
        self.process.terminate()
        self.process.wait()
        shutil.rmtree(self.profile, ignore_errors=True)


def looks(browser):
    """The same in every width, light, dark and on paper, all of it opened."""
    complaints = browser.tell(STYLED) + browser.tell(SCRIPTED)
    browser.tell(OPEN_ALL)
    for width in WIDTHS:
        browser.window(width)
        complaints += browser.tell(OVERFLOW)
    browser.window(WIDTHS[0])
    complaints += browser.tell(COLOUR_ALONE)
    for medium, scheme in (("", "light"), ("", "dark"), ("print", "dark")):
        browser.medium(medium, scheme)
        complaints += [f"{medium or scheme}: {complaint}" for complaint in browser.tell(CONTRAST)]
    browser.medium()
    return complaints


def fetches(browser):
    """One file, no error of its script, nothing that its policy had to forbid."""
    complaints = []
    for event in browser.events:
        parameters = event.get("params", {})
        if event.get("method") == "Network.requestWillBeSent" and not parameters["request"]["url"].startswith(("file:", "about:")):
            complaints.append(f"it fetches {parameters['request']['url']}")
        if event.get("method") == "Log.entryAdded":
            complaints.append(f"the browser says: {parameters['entry']['text']}")
        if event.get("method") == "Runtime.exceptionThrown":
            complaints.append(f"its script fails: {parameters['exceptionDetails']['text']}")
    return complaints


def keyboard(browser):
    """Whatever takes the focus shows it, and what opens opens by Enter."""
    complaints, opened = [], False
    browser.tell(CLOSE_ALL)
    for _ in range(60):
        browser.press("Tab", 9)
        tag, visible = browser.tell(FOCUS)
        if not visible:
            complaints.append(f"the focus cannot be seen on a {tag}")
            break
        if tag == "SUMMARY" and not opened:
            browser.press("Enter", 13)
            opened = browser.tell("document.activeElement.parentElement.open")
            if not opened:
                complaints.append("Enter does not open what opens")
                break
    if not opened and not complaints and browser.tell("document.querySelector('summary') !== null"):
        complaints.append("nothing that opens can be reached by Tab")
    return complaints


def spoken(browser):
    """What a screen reader is told: headings of tables, names of drawings and of regions."""
    browser.tell(OPEN_ALL)
    complaints, levels = [], []
    for node in browser.call("Accessibility.getFullAXTree")["nodes"]:
        role, name = node.get("role", {}).get("value"), node.get("name", {}).get("value", "").strip()
        if node.get("ignored"):
            continue
        if role in ("image", "img", "region", "link", "heading", "searchbox", "textbox") and not name:
            complaints.append(f"a {role} without a name")
        if role == "heading":
            levels += [prop["value"]["value"] for prop in node.get("properties", []) if prop["name"] == "level"]
    for before, after in zip([0, *levels], levels):
        if after > before + 1:
            complaints.append(f"a heading of level {after} below one of level {before}")
    return sorted(set(complaints))


def comfort(browser):
    complaints = browser.tell(FILTER)
    browser.tell(CLOSE_ALL + ";" + FOLLOW_LINK)
    return complaints + browser.tell(FOLLOWED)


def without_script(browser, path):
    """All words are there without any script."""
    words = "document.querySelector('main').textContent.replace(/Only those with/g, '').replace(/\\s+/g, '')"
    with_script = browser.tell(words)
    browser.call("Emulation.setScriptExecutionDisabled", value=True)
    browser.load(path)
    alone = browser.tell(words)
    browser.call("Emulation.setScriptExecutionDisabled", value=False)
    return [] if alone == with_script else ["without its script the page has other words"]


def paper(browser):
    """What is closed on the screen is there on paper."""
    browser.tell(CLOSE_ALL)
    pdf = base64.b64decode(browser.call("Page.printToPDF", printBackground=True, generateTaggedPDF=False)["data"])
    text = subprocess.run(["pdftotext", "-", "-"], input=pdf, stdout=subprocess.PIPE, check=True).stdout.decode()
    text = "".join(text.split())
    sentences = browser.tell("[...document.querySelectorAll('.must p')].map((p) => p.textContent)")
    return [f"not on paper: {one}" for one in sorted(set(sentences)) if "".join(one.split()) not in text]


def check(browser, path):
    browser.window(WIDTHS[0])
    browser.load(path)
    complaints = looks(browser) + fetches(browser) + keyboard(browser) + spoken(browser)
    complaints += comfort(browser) + paper(browser) + without_script(browser, path)
    for complaint in complaints:
        print(f"{path}: {complaint}")


def picture(browser, path, width):
    browser.window(width)
    height = min(browser.tell("document.documentElement.scrollHeight"), 16000)
    browser.window(width, height)
    Path(path).write_bytes(base64.b64decode(browser.call("Page.captureScreenshot")["data"]))


def pictures(browser, folder, path):
    browser.load(path)
    picture(browser, f"{folder}/wide.png", 1400)
    picture(browser, f"{folder}/narrow.png", 390)
    browser.medium("", "dark")
    picture(browser, f"{folder}/dark.png", 1400)
    browser.medium()
    pdf = browser.call("Page.printToPDF", printBackground=True, preferCSSPageSize=True)["data"]
    Path(f"{folder}/print.pdf").write_bytes(base64.b64decode(pdf))


def main():
    browser = Browser()
    try:
        if sys.argv[1] == "--pictures":
            pictures(browser, *sys.argv[2:4])
        else:
            for path in sys.argv[1:]:
                check(browser, path)
    finally:
        browser.end()


main()
