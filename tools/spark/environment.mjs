// @ts-check
// Spark and the Java that runs it. Spark's jars come with PyPI's pyspark; nothing of Python runs afterwards.
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, readFileSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { NotHereError, mustRun } from "../../bench/python.mjs";

export { NotHereError };

export const SPARK_VERSION = "4.1.4";
const OLDEST_JAVA = 17;
const ROOT = path.join(import.meta.dirname, "../..");
const REQUIREMENTS = path.join(import.meta.dirname, "requirements.txt");
const FOLDER = path.join(ROOT, ".cache/python-spark");

/**
 * What a cluster is started with.
 *
 * @param {(text: string) => void} [say]
 * @returns {{ java: { JAVA_HOME?: string }, home: string }}
 * @throws {NotHereError} where Spark cannot be had on this machine, with the reason.
 */
export function sparkHere(say) {
  if (process.platform !== "linux") {
    throw new NotHereError("Spark's processes are found through /proc, which only Linux has");
  }
  return { java: javaOf(), home: sparkHome(say) };
}

/**
 * The folder that Spark calls its home, in an environment under .cache/ that is made once (half a GB, which pip
 * fetches for some minutes the first time).
 *
 * @param {(text: string) => void} [say]
 * @throws {NotHereError} if there is no Python with venv, or PyPI cannot be reached.
 */
export function sparkHome(say = () => {}) {
  const stamp = path.join(FOLDER, "installed.txt");
  const made = existsSync(stamp) ? homeIn(FOLDER) : undefined;
  if (made !== undefined && readFileSync(stamp, "utf8") === readFileSync(REQUIREMENTS, "utf8")) {
    return made;
  }
  say(`installing pyspark ${SPARK_VERSION} into .cache/`);
  rmSync(FOLDER, { recursive: true, force: true });
  orElse("there is no Python 3 with venv (Debian: python3-venv)", () =>
    mustRun("python3", ["-m", "venv", FOLDER]),
  );
  // pyspark is published as sources alone (they hold the jars), so `--only-binary` would find nothing
  const flags = ["--no-deps", "--quiet", "--disable-pip-version-check"];
  const python = path.join(FOLDER, "bin/python");
  orElse(`pip cannot get pyspark ${SPARK_VERSION} from PyPI`, () =>
    mustRun(python, ["-m", "pip", "install", ...flags, "-r", REQUIREMENTS]),
  );
  const home = homeIn(FOLDER);
  if (home === undefined) throw new NotHereError("pip installed a pyspark without Spark's jars");
  copyFileSync(REQUIREMENTS, stamp);
  return home;
}

/** @param {string} why - in words; what was said comes after it. @param {() => void} step */
function orElse(why, step) {
  try {
    step();
  } catch (error) {
    if (!(error instanceof NotHereError)) throw error;
    throw new NotHereError(`${why}: ${error.message.replaceAll(ROOT, ".")}`, { cause: error });
  }
}

/** @param {string} folder */
function homeIn(folder) {
  const lib = path.join(folder, "lib");
  const versions = existsSync(lib) ? readdirSync(lib) : [];
  return versions
    .map((version) => path.join(lib, version, "site-packages/pyspark"))
    .find((home) => existsSync(jarOfConnect(home)));
}

/** The jar of the Connect server, which holds its proto files too. @param {string} home */
export function jarOfConnect(home) {
  return path.join(home, `jars/spark-connect_2.13-${SPARK_VERSION}.jar`);
}

/**
 * The variables with which Spark's scripts find a Java that is new enough: that of JAVA_HOME, else that of PATH.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {{ JAVA_HOME?: string }}
 * @throws {NotHereError} if neither is.
 */
export function javaOf(env = process.env) {
  const home = env["JAVA_HOME"];
  const atHome = home ? javaVersion(path.join(home, "bin/java"), env) : undefined;
  if (home && atHome !== undefined && atHome >= OLDEST_JAVA) return { JAVA_HOME: home };
  const inPath = javaVersion("java", env);
  if (inPath !== undefined && inPath >= OLDEST_JAVA) return {};
  const found = [
    ...(atHome === undefined ? [] : [`JAVA_HOME has ${atHome}`]),
    ...(inPath === undefined ? [] : [`PATH has ${inPath}`]),
  ];
  const seen = found.length === 0 ? "there is none" : found.join(", ");
  throw new NotHereError(
    `Spark ${SPARK_VERSION} needs Java ${OLDEST_JAVA} or later; ${seen} (Debian: openjdk-17-jre-headless)`,
  );
}

/** @param {string} java @param {NodeJS.ProcessEnv} env @returns {number | undefined} 17 for `17.0.15`, 8 for `1.8.0` */
function javaVersion(java, env) {
  const { status, stderr } = spawnSync(java, ["-version"], { encoding: "utf8", env });
  if (status !== 0) return undefined;
  const [, first, second] = /version "(\d+)(?:\.(\d+))?/u.exec(stderr) ?? [];
  return first === undefined ? undefined : Number(first === "1" ? second : first);
}
