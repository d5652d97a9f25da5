{# 97.5 % quantile of Student's t: from the seed as far as it goes, then the Cornish-Fisher expansion
   around the normal quantile (Abramowitz & Stegun 1964, 26.7.5). #}
{% macro student_t_975(degrees_of_freedom, tabled) -%}
    {%- set z = 1.959963984540054 -%}
    case
        when {{ degrees_of_freedom }} <= {{ var("t_table_degrees_of_freedom") }} then {{ tabled }}
        else
            {{ z }}
            + {{ (z ** 3 + z) / 4 }} / {{ degrees_of_freedom }}
            + {{ (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96 }} / power({{ degrees_of_freedom }}, 2)
            + {{ (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384 }}
            / power({{ degrees_of_freedom }}, 3)
            + {{ (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / 92160 }}
            / power({{ degrees_of_freedom }}, 4)
    end
{%- endmacro %}
