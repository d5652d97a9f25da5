{# The gap that a two-sided test at 5 % would find four times in five, given the standard error it has
   (Bloom 1995). Seven digits from 9 degrees of freedom up. #}
{% macro minimum_detectable_gap(standard_error, degrees_of_freedom) -%}
    {{ standard_error }} * (
        {{ student_t_quantile(normal_quantile(0.975) | float, degrees_of_freedom) }}
        + {{ student_t_quantile(normal_quantile(0.8) | float, degrees_of_freedom) }}
    )
{%- endmacro %}
