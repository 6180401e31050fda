"use strict";
(function () {
  var LEAST_ROWS = 8;
  var order = new Intl.Collator(document.documentElement.lang, { numeric: true });

  var contents = document.querySelector(".contents details");
  var across = document.querySelector("main.across");
  if (contents && !across && window.matchMedia("(min-width: 68rem)").matches) { contents.open = true; }

  function key(cell) {
    var time = cell && cell.querySelector("time");
    return time ? time.dateTime : cell ? cell.textContent.trim() : "";
  }

  function sort(table, at, th) {
    var down = th.getAttribute("aria-sort") === "ascending";
    table.querySelectorAll("thead th").forEach(function (other) { other.removeAttribute("aria-sort"); });
    th.setAttribute("aria-sort", down ? "descending" : "ascending");
    Array.prototype.forEach.call(table.tBodies, function (body) {
      var rows = Array.prototype.filter.call(body.rows, function (row) { return !row.classList.contains("group"); });
      rows.sort(function (a, b) {
        var x = key(a.cells[at]), y = key(b.cells[at]);
        if (x === "" || y === "") { return x === y ? 0 : x === "" ? 1 : -1; }
        return down ? order.compare(y, x) : order.compare(x, y);
      });
      rows.forEach(function (row) { body.appendChild(row); });
    });
  }

  function filter(table, words, told) {
    var wanted = words.toLowerCase().split(/\s+/), shown = 0, all = 0;
    Array.prototype.forEach.call(table.tBodies, function (body) {
      var inBody = 0, head = null;
      Array.prototype.forEach.call(body.rows, function (row) {
        if (row.classList.contains("group")) { head = row; return; }
        var text = row.textContent.toLowerCase();
        row.hidden = !wanted.every(function (word) { return text.indexOf(word) >= 0; });
        all += 1;
        if (!row.hidden) { inBody += 1; }
      });
      if (head) { head.hidden = inBody === 0; }
      shown += inBody;
    });
    told.textContent = words ? shown + " of " + all + " rows" : "";
  }

  function filterCards(list, words, told) {
    var wanted = words.toLowerCase().split(/\s+/), shown = 0, all = 0;
    list.querySelectorAll("section").forEach(function (section) {
      var inSection = 0;
      section.querySelectorAll(".card").forEach(function (card) {
        var text = card.textContent.toLowerCase();
        card.hidden = !wanted.every(function (word) { return text.indexOf(word) >= 0; });
        all += 1;
        if (!card.hidden) { inSection += 1; }
      });
      section.hidden = inSection === 0;
      shown += inSection;
    });
    told.textContent = words ? shown + " of " + all : "";
  }

  function addFilter(shown, before, apply) {
    var line = document.createElement("p");
    var label = document.createElement("label");
    var input = document.createElement("input");
    var told = document.createElement("output");
    line.className = "filter";
    input.type = "search";
    label.append("Show only what contains: ", input);
    line.append(label, told);
    input.addEventListener("input", function () { apply(shown, input.value.trim(), told); });
    before.before(line);
  }

  document.querySelectorAll("table[data-rows]").forEach(function (table) {
    if (Number(table.dataset.rows) < 2) { return; }
    table.querySelectorAll("thead th").forEach(function (th, at) {
      var button = document.createElement("button");
      button.type = "button";
      button.setAttribute("aria-label", "Sort by " + th.textContent);
      button.textContent = "\u2195";
      button.addEventListener("click", function () { sort(table, at, th); });
      th.append(button);
    });
    if (Number(table.dataset.rows) >= LEAST_ROWS) { addFilter(table, table.parentNode, filter); }
  });
  document.querySelectorAll("[data-cards]").forEach(function (list) {
    if (Number(list.dataset.cards) >= LEAST_ROWS) { addFilter(list, list, filterCards); }
  });
})();
