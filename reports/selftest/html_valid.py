"""Complains of whatever an HTML report must not be: badly nested, fetching or running what is not its own, with links to
nowhere, hard to use without eyes. Says nothing of a good one. Prints a line a complaint."""

import base64
import hashlib
import re
import sys
from html.parser import HTMLParser

VOID = {"meta", "br", "wbr", "col", "link"}
OWN = {
    "html", "head", "meta", "title", "style", "body", "header", "main", "footer", "section", "h1", "h2", "h3", "h4", "p",
    "ul", "ol", "li", "dl", "dt", "dd", "b", "i", "br", "span", "div", "a", "code", "pre", "cite", "blockquote", "figure",
    "figcaption", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "details", "summary", "time", "script",
    "svg", "g", "rect", "path", "text",
}  # fmt: skip


class Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.ids, self.targets, self.complaints = [], [], [], []
        self.content = {"style": [], "script": []}
        self.policy = ""
        self.titled = True

    def complain(self, text):
        self.complaints.append(f"{self.getpos()[0]}: {text}")

    def handle_starttag(self, tag, pairs):
        attributes = dict(pairs)
        if tag not in OWN:
            self.complain(f"a foreign element: {tag}")
        if self.open and self.open[-1] == "svg" and tag != "title" and not self.titled:
            self.complain("a drawing that nobody can hear")
        if tag == "svg":
            self.titled = attributes.get("role") != "img"
        if tag == "title":
            self.titled = True
        if len(attributes) != len(pairs):
            self.complain(f"an attribute twice in {tag}")
        for name, value in pairs:
            if name.startswith("on") or name in ("src", "style", "action", "srcset", "data", "xlink:href"):
                self.complain(f"a foreign attribute: {name}")
            if name == "id":
                self.ids.append(value)
            if name == "href":
                self.link(value)
        if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy":
            self.policy = attributes["content"]
        if tag == "th" and attributes.get("scope") not in ("row", "col"):
            self.complain("a heading of a table without scope")
        if tag == "div" and attributes.get("class") == "scroll" and attributes.get("tabindex") != "0":
            self.complain("something that scrolls, and not by keyboard")
        if tag in self.content:
            self.content[tag].append("")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.complain(f"an end of {tag} that is not open")

    def handle_data(self, data):
        if self.open and self.open[-1] in self.content:
            self.content[self.open[-1]][-1] += data
        if re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", data):
            self.complain("a control character")

    def handle_comment(self, data):
        self.complain("a comment")

    def link(self, target):
        if target.startswith("#"):
            self.targets.append(target[1:])
        elif re.match("[a-zA-Z][a-zA-Z0-9+.-]*:|//", target):
            self.complain(f"a link to elsewhere: {target}")
        elif re.search("[^A-Za-z0-9._~/%-]", target):
            self.complain(f"a link that is no URL: {target}")

    def finish(self):
        if self.open:
            self.complain(f"not closed: {self.open}")
        for name in sorted({name for name in self.ids if self.ids.count(name) > 1}):
            self.complain(f"an id twice: {name}")
        for target in sorted(set(self.targets) - set(self.ids)):
            self.complain(f"a link to nowhere: {target}")
        for kind, contents in self.content.items():
            if len(contents) != 1:
                self.complain(f"{len(contents)} of {kind}")
            for content in contents:
                digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
                if f"{kind}-src 'sha256-{digest}'" not in self.policy:
                    self.complain(f"a {kind} that the policy does not admit")
        if not self.policy.startswith("default-src 'none'; "):
            self.complain("no policy that forbids everything")


for path in sys.argv[1:]:
    reader = Reader()
    with open(path, encoding="utf-8", newline="") as file:
        reader.feed(file.read())
    reader.close()
    reader.finish()
    for complaint in reader.complaints:
        print(complaint)
