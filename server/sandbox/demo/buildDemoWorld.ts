import { addAutomations } from './addAutomations.ts';
import { addStaff } from './addStaff.ts';
import type { DemoWorld, WorldFiles } from './DemoWorld.ts';
import { addCustomers } from './generated/addCustomers.ts';
import { Random } from './Random.ts';
import { WorldBuilder } from './records/WorldBuilder.ts';
import { allStories } from './stories/allStories.ts';
import { tellStory } from './stories/StoryScript.ts';

/** The demo world's rows by file, and what is in them. The same seed gives the same rows. */
export function buildDemoWorld(seed: number): DemoWorld & { readonly files: WorldFiles } {
  const world = new WorldBuilder(new Random(seed));
  const actingUsers = addStaff(world);
  const stories = allStories.map((script) => tellStory(script, world));
  addCustomers(world);
  // Last, so that the ids it draws move nobody else's.
  addAutomations(world);
  return { stories, actingUsers, files: world.files };
}
