// Bundles src/ into the folder named on the command line. Run it through `make front`, which brings its own Node.
import { build } from "esbuild";

const folder = process.argv[2];
if (!folder) {
  console.error("Say where to put the built files: node build.mjs FOLDER");
  process.exit(2);
}

const shared = {
  bundle: true,
  minify: true,
  target: ["es2022", "safari16"],
  legalComments: "linked",
  logLevel: "warning",
  outdir: folder,
};

await build({ ...shared, entryPoints: ["src/app.js", "src/charts.js"], format: "iife" });
await build({ ...shared, entryPoints: ["src/app.css"], loader: { ".woff2": "file" }, assetNames: "[name]-[hash]" });
