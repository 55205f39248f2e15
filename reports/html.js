"use strict";
// Nothing here is needed to read the page.
(() => {
	// On paper nothing can be opened.
	let closed = [];
	addEventListener("beforeprint", () => {
		closed = [...document.querySelectorAll("details:not([open]):not(.all):not(.suite)")];
		for (const details of closed) details.open = true;
	});
	addEventListener("afterprint", () => {
		for (const details of closed) details.open = false;
	});

	// A link to a case opens it.
	const reveal = () => {
		const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
		if (!target) return;
		for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
		target.scrollIntoView();
	};
	addEventListener("hashchange", reveal);
	reveal();

	// The list of all cases can be narrowed down.
	for (const all of document.querySelectorAll("details.all")) {
		const rows = [...all.querySelectorAll("tbody tr")];
		const label = document.createElement("label");
		const input = document.createElement("input");
		const count = document.createElement("output");
		input.type = "search";
		input.placeholder = "isolation.vepa, FAIL, ISO_VEPA_01 …";
		input.addEventListener("input", () => {
			const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
			let shown = 0;
			for (const row of rows) {
				const text = row.textContent.toLowerCase();
				row.hidden = !words.every((word) => text.includes(word));
				shown += !row.hidden;
			}
			count.textContent = words.length ? ` ${shown} of ${rows.length}` : "";
		});
		label.className = "filter";
		label.append("Only those with ", input, count);
		all.querySelector(".scroll").before(label);
	}
})();
