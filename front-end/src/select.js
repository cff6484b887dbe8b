// Selected words become code points of the document: the browser counts in UTF-16, the case in code points; each run of the text says where it starts.

export function codePoints(text) {
  let count = 0
  for (let i = 0; i < text.length; i++, count++) {
    const unit = text.charCodeAt(i)
    if (unit >= 0xd800 && unit < 0xdc00 && i + 1 < text.length && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) i++
  }
  return count
}

function place(node, offset) {
  const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node
  const run = element.closest("[data-start]")
  if (!run) return null
  const range = document.createRange()
  range.setStart(run, 0)
  range.setEnd(node, offset)
  return Number(run.dataset.start) + codePoints(range.toString())
}

export function selected() {
  const text = document.getElementById("text")
  const chosen = document.getSelection()
  if (!text || !chosen || chosen.isCollapsed || !chosen.rangeCount) return null
  const range = chosen.getRangeAt(0)
  if (!range.intersectsNode(text)) return null
  const bounds = document.createRange()
  bounds.selectNodeContents(text)
  if (range.compareBoundaryPoints(Range.START_TO_START, bounds) > 0) bounds.setStart(range.startContainer, range.startOffset)
  if (range.compareBoundaryPoints(Range.END_TO_END, bounds) < 0) bounds.setEnd(range.endContainer, range.endOffset)
  const quote = bounds.toString()
  const start = place(bounds.startContainer, bounds.startOffset) ?? beginning(bounds, text)
  return quote.trim() && start !== null ? { start, end: start + codePoints(quote), quote } : null
}

function beginning(range, text) {
  // A range that begins between two runs begins with the first run that it holds.
  const run = [...text.querySelectorAll("[data-start]")].find((r) => range.intersectsNode(r))
  return run ? Number(run.dataset.start) : null
}

export function selecting() {
  document.addEventListener("selectionchange", () => {
    const form = document.getElementById("adding")
    if (!form || form.contains(document.activeElement)) return
    const found = selected()
    if (!found) return
    form.elements.start.value = found.start
    form.elements.end.value = found.end
    form.elements.quote.value = found.quote
    form.classList.add("chosen")
  })
  document.addEventListener("input", (event) => {
    if (event.target.name === "quote" && event.target.form?.id === "adding") {
      event.target.form.elements.start.value = event.target.form.elements.end.value = "" // typed words have no place of their own
    }
  })
  document.addEventListener("keydown", (event) => {
    const what = { c: "claim", t: "translation", m: "note" }[event.key]
    const form = document.getElementById("adding")
    if (!what || !form || event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName)) return
    form.querySelector(`[value="${what}"]`).checked = true
    form.elements.text.focus()
    event.preventDefault()
  })
  document.addEventListener("click", (event) => {
    const thing = event.target.closest?.("#text [data-thing]")
    if (thing && document.getSelection().isCollapsed) document.querySelector(`.said a[href="/decide/${CSS.escape(thing.dataset.thing)}"]`)?.focus()
  })
}
