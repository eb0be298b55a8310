import { freePort, type Program, programPath, startProgram } from "./programs";

/** Where the sample sources are; the setup tells the journeys through the environment. */
export const sources = {
  mongo: () => given("JOURNEYS_MONGO"),
  elasticsearch: () => given("JOURNEYS_ELASTICSEARCH"),
  oracle: () => given("JOURNEYS_ORACLE"),
};

function given(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: journeys run with their global setup.`);
  return value;
}

/** Starts the sample sources once for all journeys; those that the environment names run already. */
export default async function setup() {
  const programs: Program[] = [];
  const stopAll = async () => {
    await Promise.all(programs.map(({ stop }) => stop()));
  };
  try {
    if (!process.env.JOURNEYS_MONGO || !process.env.JOURNEYS_ELASTICSEARCH) {
      console.info(
        "journeys: starting MongoDB and Elasticsearch with sample data (the first time they are downloaded) …",
      );
      const [mongo, elasticsearch] = [await freePort(), await freePort()];
      const args = ["--mongo-port", String(mongo), "--elasticsearch-port", String(elasticsearch)];
      programs.push(await startProgram(programPath("DEMO_SOURCES_BINARY", "demo-sources"), args, /Ctrl-C stops both/u));
      process.env.JOURNEYS_MONGO = `127.0.0.1:${mongo}`;
      process.env.JOURNEYS_ELASTICSEARCH = `http://127.0.0.1:${elasticsearch}`;
    }
    if (!process.env.JOURNEYS_ORACLE) {
      console.info("journeys: starting an Oracle server for tests …");
      const port = await freePort();
      const oracle = programPath("ORACLE_BINARY", "testserver-oracle");
      programs.push(await startProgram(oracle, ["--port", String(port)], /READY/u));
      process.env.JOURNEYS_ORACLE = `127.0.0.1:${port}`;
    }
  } catch (error) {
    await stopAll();
    throw error;
  }
  return stopAll;
}
