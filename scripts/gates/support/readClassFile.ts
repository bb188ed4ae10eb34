/** A field of a Java class: its name, and its type as the class file writes it (`Lcom/nawforce/runforce/System/Id;`). */
export interface JavaField {
  readonly name: string;
  readonly descriptor: string;
}

/** Bytes behind the tag of each kind of constant (Java Virtual Machine Specification, 4.4); Utf8 tells its own length. */
const CONSTANT_SIZES: Readonly<Record<number, number>> = {
  3: 4,
  4: 4,
  5: 8,
  6: 8,
  7: 2,
  8: 2,
  9: 4,
  10: 4,
  11: 4,
  12: 4,
  15: 3,
  16: 2,
  17: 4,
  18: 4,
  19: 2,
  20: 2,
};
const UTF8 = 1;
/** Long and Double take two places in the table. */
const WIDE = new Set([5, 6]);

/** The fields that a compiled Java class declares. Read here, because javap comes with a JDK only. @throws Error */
export function readClassFile(bytes: Buffer): JavaField[] {
  const texts = new Map<number, string>();
  let offset = 8;
  const constants = bytes.readUInt16BE(offset);
  offset += 2;
  for (let index = 1; index < constants; index += 1) {
    const tag = bytes.readUInt8(offset);
    offset += 1;
    if (tag === UTF8) {
      const length = bytes.readUInt16BE(offset);
      texts.set(index, bytes.toString('utf8', offset + 2, offset + 2 + length));
      offset += 2 + length;
    } else {
      const size = CONSTANT_SIZES[tag];
      if (size === undefined)
        throw new Error(`a class file holds a constant of kind ${tag}; expected one of Java 17's.`);
      offset += size;
    }
    if (WIDE.has(tag)) index += 1;
  }
  // Access flags, this class, its superclass; then as many interfaces as the number says.
  offset += 6;
  offset += 2 + 2 * bytes.readUInt16BE(offset);
  const fields: JavaField[] = [];
  let left = bytes.readUInt16BE(offset);
  offset += 2;
  for (; left > 0; left -= 1) {
    fields.push({
      name: texts.get(bytes.readUInt16BE(offset + 2)) ?? '',
      descriptor: texts.get(bytes.readUInt16BE(offset + 4)) ?? '',
    });
    let attributes = bytes.readUInt16BE(offset + 6);
    offset += 8;
    for (; attributes > 0; attributes -= 1) offset += 6 + bytes.readUInt32BE(offset + 2);
  }
  return fields;
}
