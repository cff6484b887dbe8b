// One script and two style sheets, without names that change, into the package's data; nothing is fetched while building.
import { defineConfig } from "vite"

const data = "../src/firsthand/data/workbench"

export default defineConfig({
  base: "/static/",
  publicDir: false,
  build: {
    outDir: data,
    emptyOutDir: false,
    target: "es2022",
    modulePreload: false,
    cssCodeSplit: true,
    assetsInlineLimit: 0,
    rollupOptions: {
      input: { workbench: "src/main.js", kept: "src/kept.css" },
      output: { format: "es", entryFileNames: "[name].js", assetFileNames: "[name][extname]" },
      external: [/^\/static\//],
    },
  },
})
