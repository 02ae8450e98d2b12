// Chromium, driven by its own protocol over a pipe: nothing has to be installed for that, and no port is opened.
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

/** Starts a browser without a window. */
export async function start(program) {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), "pamphlet-clients-"));
  const child = spawn(
    program,
    ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-extensions", "--hide-scrollbars",
      "--disable-dev-shm-usage", "--disable-background-networking", "--remote-debugging-pipe", `--user-data-dir=${profile}`,
      "about:blank"],
    { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] },
  );
  const waiting = new Map();
  const listeners = new Map();
  let last = 0;
  let rest = "";
  let ended = null;
  const end = (why) => {
    ended ??= new Error(why);
    for (const { reject } of waiting.values()) reject(ended);
    waiting.clear();
  };
  child.on("error", (error) => end(`Chromium cannot be started: ${error.message}`));
  child.on("exit", (code) => end(`Chromium ended with ${code}`));
  child.stdio[3].on("error", () => {});
  child.stdio[4].setEncoding("utf8").on("data", (data) => {
    const parts = (rest + data).split("\0");
    rest = parts.pop();
    for (const part of parts) {
      const message = JSON.parse(part);
      const call = waiting.get(message.id);
      if (call) {
        waiting.delete(message.id);
        if (message.error) call.reject(new Error(`${call.method}: ${message.error.message}`));
        else call.resolve(message.result);
      } else if (message.sessionId) {
        listeners.get(message.sessionId)?.(message.method, message.params);
      }
    }
  });
  const send = (method, params = {}, sessionId = undefined, seconds = 120) => {
    if (ended) return Promise.reject(ended);
    last += 1;
    const id = last;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting.delete(id);
        reject(new Error(`${method} took longer than ${seconds} s`));
      }, seconds * 1000);
      const done = (settle) => (value) => {
        clearTimeout(timer);
        settle(value);
      };
      waiting.set(id, { method, resolve: done(resolve), reject: done(reject) });
      child.stdio[3].write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  };
  await send("Browser.getVersion");
  return {
    /** Opens a page of a size, in CSS pixels, in light or dark. */
    async page({ width, height, dark = false }) {
      const { targetId } = await send("Target.createTarget", { url: "about:blank" });
      const { sessionId } = await send("Target.attachToTarget", { targetId, flatten: true });
      const call = (method, params, seconds) => send(method, params, sessionId, seconds);
      /** What went wrong in the page: exceptions, files that could not be had. */
      const faults = [];
      let loaded = () => {};
      listeners.set(sessionId, (method, params) => {
        if (method === "Page.loadEventFired") loaded();
        if (method === "Runtime.exceptionThrown") {
          const { text, exception } = params.exceptionDetails;
          faults.push(exception?.description ?? `${text} ${exception?.value ?? ""}`);
        }
        if (method === "Log.entryAdded" && params.entry.level === "error") {
          faults.push(`${params.entry.text} ${params.entry.url ?? ""}`);
        }
      });
      await call("Page.enable");
      await call("Runtime.enable");
      await call("Log.enable");
      await call("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: false });
      if (dark) {
        await call("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value: "dark" }] });
      }
      return {
        faults,
        async open(url) {
          const done = new Promise((resolve) => { loaded = resolve; });
          await call("Page.navigate", { url });
          await done;
        },
        /** Runs an expression, waits for what it promises, and gives back its value. */
        async evaluate(expression, seconds = 120) {
          const { result, exceptionDetails } = await call(
            "Runtime.evaluate",
            { expression, awaitPromise: true, returnByValue: true },
            seconds,
          );
          if (exceptionDetails) {
            throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
          }
          return result.value;
        },
        async picture(file) {
          const { data } = await call("Page.captureScreenshot", { format: "png" });
          fs.writeFileSync(file, Buffer.from(data, "base64"));
        },
        async close() {
          listeners.delete(sessionId);
          await send("Target.closeTarget", { targetId });
        },
      };
    },
    async stop() {
      const gone = new Promise((resolve) => { child.once("exit", resolve); });
      await send("Browser.close", {}, undefined, 10).catch(() => child.kill());
      await Promise.race([gone, new Promise((resolve) => { setTimeout(resolve, 5000); })]);
      child.kill("SIGKILL");
      fs.rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
