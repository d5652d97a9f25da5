{# Degrees of freedom of a difference between two sides whose standard errors rest on so many clusters
   each (Welch 1947, Satterthwaite 1946). Where neither side varies, the smaller side's. #}
{% macro welch_degrees_of_freedom(standard_error, clusters, reference_standard_error, reference_clusters) -%}
    case
        when power({{ standard_error }}, 2) + power({{ reference_standard_error }}, 2) > 0
            then
                power(power({{ standard_error }}, 2) + power({{ reference_standard_error }}, 2), 2)
                / (
                    power({{ standard_error }}, 4) / ({{ clusters }} - 1)
                    + power({{ reference_standard_error }}, 4) / ({{ reference_clusters }} - 1)
                )
        else least({{ clusters }}, {{ reference_clusters }}) - 1.0
    end
{%- endmacro %}
