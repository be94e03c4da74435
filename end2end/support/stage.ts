// A server with everything that a page can show: designs, versions, requests in every state that a person can bring about.
import { Api, table } from "./api";
import type { Server } from "./server";

/** As many tables as proceed side by side. */
const tables = (name: string, length = 8) => Array.from({ length }, (_, at) => table(`${name}${at + 1}`));

/** More tables than proceed side by side, several times: there is a next step to wait for, whenever one pauses. */
const LONG = 64;

export type Stage = {
  ada: Api;
  grace: Api;
  /** The example, with a version and an unsaved change. */
  design: string;
  /** A request of each state, by its name. */
  requests: Record<"in_review" | "approved" | "long" | "applied" | "superseded" | "cancelled" | "discarded", string>;
};

export async function set(server: Server): Promise<Stage> {
  const { ada, grace } = await Api.pair(server);
  const example = await ada.example();
  await ada.version(example, example.seq, "The example as it comes.");
  const approved = async (title: string, design = example) => {
    const request = await ada.request(design, title);
    await grace.approve(request, "Fine.");
    return request;
  };

  const applied = await approved("Applied");
  const superseded = await approved("Outrun by another");
  await ada.apply(applied);
  await ada.settled(applied, "applied");
  await ada.settled(superseded, "superseded");

  const many = await ada.blank("Many tables");
  await ada.version(many, await ada.edit(many, tables("Table")), "All at once.");
  const discarded = await ada.request(many, "Given up");
  await ada.post(`/requests/${discarded.summary.id}/discard`);
  const alone = await ada.blank("Tables of their own");
  await ada.version(alone, await ada.edit(alone, tables("Alone")), "All at once.");
  const waiting = await ada.request(alone, "Waits for a reviewer");
  const ready = await approved("Approved", many);
  const queue = await ada.blank("A queue of tables");
  await ada.version(queue, await ada.edit(queue, tables("Queued", LONG)), "One after the other.");
  const long = await approved("Takes a while", queue);

  const others = await ada.blank("Other tables");
  await ada.version(others, await ada.edit(others, tables("Other", LONG)), "One after the other.");
  const cancelled = await approved("Cancelled midway", others);
  const { id } = await ada.apply(cancelled);
  await ada.post(`/runs/${id}/cancel`);
  await ada.settled(cancelled, "failed");

  await ada.edit(example, [{ set_design: { field: { name: "Game scores, second season" } } }]);
  const ids = { in_review: waiting, approved: ready, long, applied, superseded, cancelled, discarded };
  const requests = Object.fromEntries(Object.entries(ids).map(([state, { summary }]) => [state, summary.id]));
  return { ada, grace, design: example.id, requests: requests as Stage["requests"] };
}
