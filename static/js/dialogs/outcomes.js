/** What the server has made of several changes that were sent together. */

/**
 * How many it did not refuse, once each has its answer; what waits for the network is counted.
 * @param {(Promise<import("../saving/saver.js").Outcome> | undefined)[]} sent
 */
export async function countTaken(sent) {
  const outcomes = await Promise.all(sent);
  return outcomes.filter((outcome) => outcome && !outcome.problem).length;
}
