// Some browsers forget that a table is one when small screens stack its cells: its roles are written out.
// (By script, since validators refuse roles that repeat what the element already means.)
const ROLES = {
  "table": "table",
  "thead, tbody": "rowgroup",
  "tr": "row",
  "thead th": "columnheader",
  "tbody th": "rowheader",
  "td": "cell",
};

for (const table of document.querySelectorAll(".compare")) {
  for (const [selector, role] of Object.entries(ROLES)) {
    const parts = selector === "table" ? [table] : table.querySelectorAll(selector);
    for (const part of parts) part.setAttribute("role", role);
  }
}
