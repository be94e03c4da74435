// A server of its own for each spec file: a folder of its own, free ports, and only its own process is ever ended.
import { expect, test } from "@playwright/test";
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const LINK = /^Open this link once to set Tablewright up: (\S+)$/;
const BASE = /^Tablewright is at (\S+)$/;
const SANDBOX = /^The sandbox's DynamoDB endpoint is (\S+) /;

/** A twentieth of the time that AWS takes: slow enough to watch each state, fast enough to wait for. */
const TIME_SCALE = 0.05;

export class Server {
  /** Where it is: `http://127.0.0.1:41234`. The same after a restart. */
  base = "";
  /** The link that makes the administrator. Only the first start on a folder prints one. */
  link = "";
  /** The sandbox's endpoint; another one after each start. */
  sandbox = "";

  private process: ChildProcessWithoutNullStreams | undefined;
  private log: string[] = [];

  private constructor(
    private readonly data: string,
    private readonly timeScale: number,
  ) {}

  /** Starts a server on a new folder. */
  static async fresh(timeScale: number): Promise<Server> {
    const server = new Server(await mkdtemp(join(tmpdir(), "tablewright-end2end-")), timeScale);
    await server.start();
    return server;
  }

  /** Starts it on its folder and waits until it says where it is. */
  async start(): Promise<void> {
    const binary = process.env.TABLEWRIGHT_BIN;
    if (!binary) throw new Error("TABLEWRIGHT_BIN names no server: run the specs with `cargo xtask test`");
    const listen = this.base ? new URL(this.base).host : "127.0.0.1:0";
    const args = ["serve", "--listen", listen, "--data", this.data];
    args.push("--sandbox-listen", "127.0.0.1:0", "--sandbox-time-scale", String(this.timeScale));
    this.process = spawn(binary, args, { stdio: "pipe" });
    createInterface(this.process.stderr).on("line", (line) => this.log.push(line));
    await this.announced(this.process);
  }

  /** Ends it as a power cut would. */
  async crash(): Promise<void> {
    const process = this.running();
    const gone = once(process, "exit");
    process.kill("SIGKILL");
    await gone;
    this.process = undefined;
  }

  /** Ends it as an operator would, and removes its folder. It has to stop by itself and to call that a success. */
  async stop(): Promise<void> {
    const process = this.running();
    const gone = once(process, "exit");
    process.kill("SIGTERM");
    const [code, signal] = await gone;
    this.process = undefined;
    await rm(this.data, { recursive: true });
    expect({ code, signal }, `the server stops cleanly; it said:\n${this.log.join("\n")}`).toEqual({ code: 0, signal: null });
  }

  private running(): ChildProcessWithoutNullStreams {
    if (!this.process || this.process.exitCode !== null) {
      throw new Error(`the server is not running; it said:\n${this.log.join("\n")}`);
    }
    return this.process;
  }

  private announced(process: ChildProcessWithoutNullStreams): Promise<void> {
    return new Promise((resolve, reject) => {
      process.once("error", reject);
      process.once("exit", (code) => reject(new Error(`the server ended with ${code}:\n${this.log.join("\n")}`)));
      createInterface(process.stdout).on("line", (line) => {
        const [, link] = LINK.exec(line) ?? [];
        const [, base] = BASE.exec(line) ?? [];
        const [, sandbox] = SANDBOX.exec(line) ?? [];
        if (link) this.link = link;
        if (link || base) this.base = new URL(link ?? base).origin;
        if (sandbox) {
          this.sandbox = sandbox;
          resolve();
        }
      });
    });
  }
}

/** Gives the tests of a file one server. */
export function oneServer(timeScale = TIME_SCALE): () => Server {
  let server: Server | undefined;
  test.beforeAll(async () => {
    server = await Server.fresh(timeScale);
  });
  test.afterAll(async () => {
    await server?.stop();
    server = undefined;
  });
  return () => {
    if (!server) throw new Error("the server has not started");
    return server;
  };
}
