// How long an edit takes until its frame is painted, with what the judge says of it.

/** What the browser does from an edit to the frame that shows another verdict. */
export interface Repaint {
  /** Milliseconds of work. */
  work: number;
  /** The same with the wait between the last change and the screen's next frame: up to a sixtieth of a second. */
  all: number;
  /** Frames from the first change of the page to the one with the verdict. */
  frames: number;
}

/** Presses a switch, and looks at the frames until a word of what the judge says is another. Runs in the page. */
export async function repainted(element: Element, told: { part: string; word: string }): Promise<Repaint> {
  const part = document.querySelector(told.part);
  const start = performance.now();
  let frames = 0;
  let isDone = false;
  const changed = new Promise<void>((resolve) => {
    const observer = new MutationObserver((changes) => {
      // A frame is counted from when there is something to paint; the switch paints itself.
      if (frames === 0) requestAnimationFrame(function count() {
        if (!isDone) requestAnimationFrame(count);
        frames += 1;
      });
      if (!changes.some(({ target }) => part?.contains(target) && target.textContent?.includes(told.word))) return;
      observer.disconnect();
      resolve();
    });
    observer.observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  (element as HTMLElement).click();
  await changed;
  isDone = true;
  const judged = performance.now();
  // The frame after the change is painted when the message comes.
  const framed = await new Promise<number>((resolve) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    const now = performance.now();
    port1.onmessage = () => resolve(now);
    port2.postMessage(undefined);
  }));
  const end = performance.now();
  return { work: judged - start + (end - framed), all: end - start, frames: Math.max(frames, 1) };
}

/** Prints what was seen of some edits. */
export function tell(what: string, times: Repaint[]): void {
  const list = (of: (time: Repaint) => number) => times.map((time) => of(time).toFixed(1)).join(", ");
  console.log(`${what}, ms: ${list(({ work }) => work)}`);
  console.log(`with the wait for the screen's next frame, ms: ${list(({ all }) => all)}`);
  console.log(`edits in one frame: ${times.filter(({ frames }) => frames === 1).length} of ${times.length}`);
}
