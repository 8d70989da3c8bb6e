/// What data there is, how it has to be kept and who may use it for what and where.
package io.trustfabric.compliance.classification;
