/// What an auditor's tools read: catalogue, assessment plan and results in the Open Security
/// Controls Assessment Language of NIST, version 1.2.1 in JSON.
package io.trustfabric.compliance.oscal;
