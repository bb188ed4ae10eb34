/** Salesforce vouches for its users; who sits at this machine is known by his own word only. */
export function actorOf(by: string, said: string | undefined): string {
  return by === 'local' ? (said ?? 'operator') : by;
}
