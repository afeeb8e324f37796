package bulkorders;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/**
 * The pipeline as a Spring Boot application; the command line starts it once it knows where the
 * database is.
 */
@SpringBootApplication(proxyBeanMethods = false)
@EnableConfigurationProperties(BulkOrdersProperties.class)
public class BulkOrdersApplication {}
