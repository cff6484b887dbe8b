// When the program does not answer: what happened, what is safe, what to do, in the line at the top.

export function lost() {
  document.addEventListener("htmx:error", (event) => {
    if (!(event.detail?.error instanceof TypeError)) return
    const told = document.querySelector(".told")
    if (told) {
      const p = document.createElement("p")
      p.className = "wrong"
      p.textContent = "Firsthand does not answer. What it said was saved is on the disk; what you just entered is still on this page. See whether the program still runs in its terminal, then press the same key again."
      told.replaceChildren(p)
    }
  })
}
