// Reads HTML files named on the command line; prints what html-validate says of each, as JSON: [{file, message}].
import { readFile } from "node:fs/promises";
import { HtmlValidate } from "html-validate";

const config = JSON.parse(await readFile(new URL("htmlvalidate.json", import.meta.url)));
const validator = new HtmlValidate(config);
const said = [];
for (const file of process.argv.slice(2)) {
  const report = await validator.validateString(await readFile(file, "utf-8"), file);
  for (const { messages } of report.results) {
    for (const { ruleId, message, line, selector } of messages) {
      said.push({ file, message: `${ruleId}, line ${line}: ${message} (${selector})` });
    }
  }
}
console.log(JSON.stringify(said));
