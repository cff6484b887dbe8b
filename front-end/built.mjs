// After a build: the digest of what went in, so that a test without Node sees when the bundle is older than its sources.
import { createHash } from "node:crypto"
import { readFileSync, readdirSync, writeFileSync } from "node:fs"

const sources = [...readdirSync("src").map((n) => `src/${n}`), "package-lock.json", "vite.config.js", "../src/firsthand/data/report/tokens.css"].sort()
const digest = createHash("sha256")
for (const path of sources) digest.update(`${path.split("/").pop()}\0`).update(readFileSync(path)).update("\0")
writeFileSync("../src/firsthand/data/workbench/built-from.txt", digest.digest("hex") + "\n")
