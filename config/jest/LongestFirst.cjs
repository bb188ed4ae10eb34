const Sequencer = require('@jest/test-sequencer').default;

/** Folders whose tests start processes, browsers and databases of their own. A fresh clone has no timings to go by. */
const LONG = ['test/journey/', 'test/workbench/', 'test/gates/', 'test/repair/', 'test/composition/', 'test/store/'];

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => {
      const at = LONG.findIndex((folder) => path.includes(folder));
      return at === -1 ? LONG.length : at;
    };
    return super.sort([...tests]).sort((one, other) => rank(one) - rank(other));
  }
};
