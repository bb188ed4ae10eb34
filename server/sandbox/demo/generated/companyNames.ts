import type { Random } from '../Random.ts';

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

const FIRST_WORDS = words(`
  Alderbrook Amberlane Ashgrove Aspenridge Baywater Beaconhill Birchmere Blackthorn Bluefern Bramblewood Briarcliff
  Cedarhurst Clearmont Cloverdale Cobaltway Coppergate Coralstone Cranefield Cypresswell Dawnridge Deepharbor Driftwood
  Eastmarch Elmstead Emberly Fairhaven Falconridge Fernhollow Flintshore Foxglove Glassmere Goldcrest Granitehall
  Greenlock Hawksworth Hazelton Heatherfield Highmoor Hollowell Ironbark Ivygate Juniperhill Kestrelway Larkspur
  Lindenhall Longmeadow Maplecross Marlstone Millhaven Moonridge Mosswood Northfell Oakhaven Orchardlane Palisade
  Pinecrest Quarrystone Quillmark Ravenscar Redfern Ridgeway Riverton Rowanford Saltmarsh Sandpiper Silverbirch Slatefield
  Southbank Springwell Starling Stillwater Stonebridge Sunhollow Swiftcurrent Thistledown Thornbury Timberline Umberfield
  Valewood Violetshore Westering Whitcombe Wildrose Willowmere Windmark Winterbourne Yarrowdale
`);

const LAST_WORDS = words(`
  Aerospace Analytics Apparel Biosciences Brewing Ceramics Chemicals Clinics Diagnostics Dynamics Electronics Energy
  Engineering Foods Freight Furnishings Glassworks Hospitality Insurance Interiors Laboratories Logistics Manufacturing
  Media Mobility Optics Packaging Pharma Publishing Railways Robotics Semiconductors Shipping Software Textiles Tooling
`);

/** So many different invented company names, in a drawn order. @throws Error where there are not so many. */
export function companyNames(random: Random, count: number): readonly string[] {
  const all = FIRST_WORDS.flatMap((first) => LAST_WORDS.map((last) => `${first} ${last}`));
  if (all.length < count) throw new Error(`there are ${all.length} company names, and ${count} are asked for`);
  return random.shuffle(all).slice(0, count);
}
