/// The chaos service: experiments that break something on purpose, and what they prove. Three
/// rooms: what an experiment came to (`verdicts`, which knows nobody), the experiments themselves
/// (`experiments`), and journals of Chaos Toolkit that become experiments (`journals`).
package io.trustfabric.chaos;
