/// The backup service, in rooms that use one another one way only: what was backed up (`backups`),
/// how often and for how long it has to be (`policies`), proof that it comes back (`restores`),
/// what may go (`retention`), and what is told of when it does not happen (`watch`).
package io.trustfabric.backup;
