package io.trustfabric.modelops.registry;

import io.trustfabric.web.Where;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/// What a list of models can be narrowed to.
public class RegisteredModelFilter {

  @QueryParam("name")
  List<String> name;

  @QueryParam("q")
  @Parameter(description = "Words in name and description, the last one as a prefix")
  String q;

  Where where() {
    return new Where().anyOf("name", name).search(q);
  }
}
