/// Restores: asked for, done, and proved from figures.
package io.trustfabric.backup.restores;
