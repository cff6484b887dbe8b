// One key, one act. A key presses the visible control that carries it (data-key); in lists j and k move, and a row has keys of its own.

const WORDS = { "?": "show these keys", j: "next in the list", k: "before in the list" }
const typing = (e) => e.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(e.tagName)
const visible = (e) => e.getClientRects().length > 0

export function keys() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
    const at = document.activeElement ?? document.body
    if (event.key === "Escape" && typing(at)) return void at.blur()
    if (typing(at) && !(at.tagName === "INPUT" && /^(radio|checkbox|submit|button)$/.test(at.type))) return
    if (document.querySelector("dialog[open]")) return
    if (event.key === "?") return void (show(), event.preventDefault())
    if (at.matches?.("[data-region]") && /^Arrow/.test(event.key)) return
    if (moved(event.key, at) || rowed(event.key, at) || pressed(event.key)) event.preventDefault()
  })
}

function pressed(key) {
  const control = [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find((e) => visible(e) && !e.disabled)
  if (!control) return false
  if (control.dataset.focus) document.querySelector(control.dataset.focus)?.focus()
  else if (control.hasAttribute("data-amend")) amend()
  else if (typing(control)) control.focus()
  else control.click()
  return true
}

function amend() {
  const chips = [...document.querySelectorAll(".chips details.chip")]
  const first = chips.find((c) => !c.classList.contains("blank")) ?? chips[0]
  if (!first) return
  first.open = true
  const field = first.querySelector("input, select")
  field.focus()
  field.select?.()
}

function rows() {
  return [...document.querySelectorAll("[data-row]")].filter(visible)
}

function moved(key, at) {
  if (key !== "j" && key !== "k") return false
  const all = rows()
  const here = all.indexOf(at.closest?.("[data-row]"))
  const next = all[here < 0 ? 0 : here + (key === "j" ? 1 : -1)]
  next?.focus()
  return !!next
}

function rowed(key, at) {
  const row = at.closest?.("[data-row]")
  if (!row) return false
  if (key === "Enter" && at === row) return row.querySelector("[data-open]")?.click(), true
  const control = row.querySelector(`[data-row-key="${CSS.escape(key)}"]`)
  if (control && typing(control)) control.focus()
  else control?.click()
  return !!control
}

function show() {
  const dialog = document.getElementById("keys")
  const list = dialog.querySelector("dl")
  const found = new Map()
  for (const e of document.querySelectorAll("[data-key], [data-row-key]")) {
    if (visible(e)) found.set(e.dataset.key ?? e.dataset.rowKey, e.textContent.replace(/\s+\S$/, "").trim() || e.getAttribute("aria-label") || "")
  }
  if (rows().length) for (const k of ["j", "k"]) found.set(k, WORDS[k])
  list.replaceChildren(...[...found, ["?", WORDS["?"]]].flatMap(([key, words]) => [made("dt", made("kbd", key)), made("dd", words)]))
  dialog.showModal()
}

function made(tag, inside) {
  const e = document.createElement(tag)
  e.append(inside)
  return e
}
