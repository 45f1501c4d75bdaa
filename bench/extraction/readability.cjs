// Reads pages with Mozilla's readability: a path a line (JSON) in, what was found a line out.
// The argument is the folder that holds node_modules.
const { createRequire } = require("node:module");
const { readFileSync } = require("node:fs");
const { createInterface } = require("node:readline");
const { join, resolve } = require("node:path");

const installed = createRequire(join(resolve(process.argv[2]), "here.cjs"));
const { JSDOM, VirtualConsole } = installed("jsdom");
const { Readability } = installed("@mozilla/readability");

const BLOCKS =
  "p,div,h1,h2,h3,h4,h5,h6,li,ul,ol,table,tr,td,th,blockquote,pre,section,article,figure,figcaption,br";

function read(path) {
  const { window } = new JSDOM(readFileSync(path), {
    url: "https://page.example/",
    virtualConsole: new VirtualConsole(), // what the page's styles get wrong is not our matter
  });
  const article = new Readability(window.document).parse();
  window.close(); // gives its memory back
  if (!article) return { reason: "nothing found" };
  const { document: body } = new JSDOM(article.content).window;
  for (const block of body.querySelectorAll(BLOCKS)) block.after("\n");
  return {
    text: body.body.textContent,
    title: article.title || "",
    published_on: (article.publishedTime || "").slice(0, 10),
    byline: article.byline || "",
    language: article.lang || "",
  };
}

createInterface({ input: process.stdin }).on("line", (line) => {
  const began = process.cpuUsage();
  let found;
  try {
    found = read(JSON.parse(line));
  } catch (error) {
    found = { reason: String(error).slice(0, 200) };
  }
  const { user, system } = process.cpuUsage(began);
  console.log(JSON.stringify({ ...found, milliseconds: (user + system) / 1000 }));
});
