/// A day of security events, and what the people of a security desk do.
package io.trustfabric.demo.security;
