// The same API that the interface uses, to set the stage for tests that are not about getting there.
import { type APIRequestContext, expect, request } from "@playwright/test";

import { ADA, GRACE, type Person } from "./people";
import type { Server } from "./server";

type Made = { id: string };
type Design = Made & { seq: number; document: { tables: { id: string; attributes: { id: string }[] }[] } };
type Run = Made & { state: string };
type Plan = { digest: string };
type Request = Made & { plan: Plan; summary: { id: string; state: string }; run: Run | null };

export class Api {
  private constructor(readonly http: APIRequestContext) {}

  /** Accepts the invitation of a link. */
  static async joined(server: Server, link: string, person: Person): Promise<Api> {
    const api = new Api(await request.newContext({ baseURL: server.base }));
    await api.post(`/invitations/${link.split("/").at(-1)}/accept`, person);
    return api;
  }

  /** An administrator and a reviewer. */
  static async pair(server: Server): Promise<{ ada: Api; grace: Api }> {
    const ada = await Api.joined(server, server.link, ADA);
    const { path } = await ada.post<{ path: string }>("/invitations", { role: "reviewer" });
    return { ada, grace: await Api.joined(server, path, GRACE) };
  }

  /** The cookies, for a browser. */
  async cookies() {
    return this.http.storageState();
  }

  async get<T>(path: string): Promise<T> {
    const answer = await this.http.get(`/api/v1${path}`);
    expect(answer.ok(), `GET ${path}: ${await answer.text()}`).toBe(true);
    return answer.json();
  }

  async post<T>(path: string, body: unknown = {}): Promise<T> {
    const answer = await this.http.post(`/api/v1${path}`, { data: body });
    expect(answer.ok(), `POST ${path}: ${await answer.text()}`).toBe(true);
    return answer.json();
  }

  async example(key = "game-scores"): Promise<Design> {
    return this.post("/designs", { source: { example: { key } } });
  }

  async blank(name: string): Promise<Design> {
    return this.post("/designs", { source: { blank: { name } } });
  }

  /** Sends edits, each a table with one key unless it is another edit. */
  async edit(design: Design, edits: unknown[]): Promise<number> {
    const numbered = edits.map((edit, at) => ({ id: `edit-${design.id.slice(0, 8)}-${at}`, edit }));
    return (await this.post<{ seq: number }>(`/designs/${design.id}/edits`, { after: 0, edits: numbered })).seq;
  }

  async version(design: Made, seq: number, message: string): Promise<void> {
    await this.post(`/designs/${design.id}/versions`, { message, seq });
  }

  async sandbox(): Promise<string> {
    const [first] = await this.get<Made[]>("/environments");
    return first?.id ?? "";
  }

  async request(design: Made, title: string): Promise<Request> {
    return this.post("/requests", { design: design.id, version: 1, environment: await this.sandbox(), title });
  }

  async approve({ summary, plan }: Request, comment = ""): Promise<void> {
    await this.post(`/requests/${summary.id}/approvals`, { digest: plan.digest, comment });
  }

  async apply({ summary }: Request): Promise<Run> {
    return this.post(`/requests/${summary.id}/apply`);
  }

  /** Waits until the request is in this state. */
  async settled({ summary }: Request, state: string): Promise<void> {
    const now = async () => (await this.get<Request>(`/requests/${summary.id}`)).summary.state;
    await expect.poll(now, { message: `${summary.id} becomes ${state}`, timeout: 60_000 }).toBe(state);
  }
}

/** The edit that adds a table with a partition key. */
export function table(name: string): unknown {
  const id = name.toLowerCase();
  const attributes = [{ id: "key", name: "PK", type: "S", description: "" }];
  return { add_table: { at: 9_999, table: { id, name, attributes, key: { partition: "key" } } } };
}
