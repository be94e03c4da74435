// The thread in which the judge of the editor runs: see ADR 12, crates/judge and frontend/src/bin/judge.rs.
import init, { hear, next_word, word } from "/pkg/judge.js";

const ready = init({ module_or_path: "/pkg/judge.wasm" });
let due = false;

onmessage = async ({ data }) => {
  await ready;
  hear(data);
  if (due) return;
  due = true;
  // Whatever else has come by then is heard first: one word for all of it.
  setTimeout(() => {
    due = false;
    performance.clearMeasures("judge");
    const start = performance.now();
    const said = word();
    performance.measure("judge", { start });
    postMessage(said);
    const next = next_word();
    if (next) postMessage(next);
  });
};

// What breaks before or in `hear` is to reach the page as an error of the worker, as what breaks in `word` does.
onunhandledrejection = ({ reason }) => setTimeout(() => { throw reason; });
