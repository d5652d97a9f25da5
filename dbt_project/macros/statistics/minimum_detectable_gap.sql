{# The gap that a two-sided test at 5 % would find four times in five, given the standard error it has
   (Bloom 1995). The quantiles are those of the seed, null where it has none. #}
{% macro minimum_detectable_gap(standard_error, degrees_of_freedom, t_975, t_80) -%}
    {{ standard_error }} * (
        {{ student_t_975(degrees_of_freedom, t_975) }} + {{ student_t_80(degrees_of_freedom, t_80) }}
    )
{%- endmacro %}
